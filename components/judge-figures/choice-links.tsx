import Link from "next/link";

export interface ChoiceLinksProps {
  /** What is chosen, for those who hear it. */
  label: string;
  options: readonly { label: string; href: string; isChosen: boolean }[];
}

/** One of two or three ways to look at the same, kept in the address. */
export function ChoiceLinks({ label, options }: ChoiceLinksProps) {
  return (
    <nav className="segmented" aria-label={label}>
      {options.map(({ label: name, href, isChosen }) => (
        <Link key={name} prefetch={false} scroll={false} href={href} aria-current={isChosen ? "true" : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
