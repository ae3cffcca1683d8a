import Link from "next/link";
import { paths } from "@/lib/paths";

/** The two pages about all judges. */
export function JudgesTabs({ project, current }: { project: string; current: "versions" | "leaderboard" }) {
  const tabs = [
    { key: "versions", label: "Versions", href: paths.judges(project) },
    { key: "leaderboard", label: "Leaderboard", href: paths.leaderboard(project) },
  ] as const;
  return (
    <nav className="segmented" aria-label="All judges">
      {tabs.map(({ key, label, href }) => (
        <Link key={key} href={href} aria-current={key === current ? "page" : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
