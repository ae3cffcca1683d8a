import { ChevronLeft, ChevronRight } from "lucide-react";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";

export interface PagerProps {
  /** What is on this page, in words: "1 to 50 of 2,312". */
  summary: string;
  previous?: string | null | undefined;
  next?: string | null | undefined;
  previousLabel?: string;
  nextLabel?: string;
}

/** The way to the page before and the page after, by links. */
export function Pager({ summary, previous, next, previousLabel = "Previous", nextLabel = "Next" }: PagerProps) {
  return (
    <nav className="mt-3 flex items-center justify-between gap-4" aria-label="Pages">
      <p className="note">{summary}</p>
      <div className="actions">
        {previous ? (
          <LinkButton size="sm" href={previous} rel="prev">
            <Icon of={ChevronLeft} />
            {previousLabel}
          </LinkButton>
        ) : null}
        {next ? (
          <LinkButton size="sm" href={next} rel="next">
            {nextLabel}
            <Icon of={ChevronRight} />
          </LinkButton>
        ) : null}
      </div>
    </nav>
  );
}
