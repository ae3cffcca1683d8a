"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useHotkeys } from "react-hotkeys-hook";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";

export interface NeighbourLinksProps {
  /** Null at the end of the list. */
  previous: string | null;
  next: string | null;
}

/** The way to the comparison before and the one after in the list that one came from, by link and by `K` and `J`. */
export function NeighbourLinks({ previous, next }: NeighbourLinksProps) {
  const router = useRouter();
  const options = { ignoreEventWhen: (event: KeyboardEvent) => event.repeat };
  useHotkeys("k", () => previous && router.push(previous), options, [previous]);
  useHotkeys("j", () => next && router.push(next), options, [next]);
  return (
    <nav className="actions" aria-label="List">
      <Neighbour href={previous} hotkey="k" rel="prev">
        <Icon of={ChevronUp} />
        Previous <Kbd>K</Kbd>
      </Neighbour>
      <Neighbour href={next} hotkey="j" rel="next">
        <Icon of={ChevronDown} />
        Next <Kbd>J</Kbd>
      </Neighbour>
    </nav>
  );
}

interface NeighbourProps {
  href: string | null;
  hotkey: string;
  rel: "prev" | "next";
  children: React.ReactNode;
}

function Neighbour({ href, hotkey, rel, children }: NeighbourProps) {
  if (href === null) {
    return (
      <Button variant="ghost" size="sm" className="border-transparent" disabled>
        {children}
      </Button>
    );
  }
  return (
    <LinkButton variant="ghost" size="sm" href={href} rel={rel} aria-keyshortcuts={hotkey}>
      {children}
    </LinkButton>
  );
}
