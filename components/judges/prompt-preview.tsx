import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { formatCount } from "@/lib/format";
import type { PromptPreview as Preview, PromptOrder } from "@/lib/judges/types";
import { paths } from "@/lib/paths";

export interface PromptPreviewProps {
  project: string;
  preview: Preview;
  /** Where another comparison or order is found. */
  linkTo: (comparisonId: string, order: PromptOrder) => string;
}

const ORDERS: readonly PromptOrder[] = ["AB", "BA"];

/** The exact prompt of one call: what fills the template is darker than the template. */
export function PromptPreview({ project, preview, linkTo }: PromptPreviewProps) {
  const { comparison, order, messages } = preview;
  return (
    <section aria-labelledby="prompt-head">
      <div className="section-head">
        <h2 id="prompt-head">The exact prompt</h2>
        <div className="actions">
          {comparison.previousId ? (
            <LinkButton size="sm" href={linkTo(comparison.previousId, order)} scroll={false} aria-label="Comparison before">
              <Icon of={ChevronLeft} />
            </LinkButton>
          ) : null}
          <Link className="data-link text-sm" href={paths.comparison(project, comparison.id)}>
            Comparison {comparison.name}
          </Link>
          {comparison.nextId ? (
            <LinkButton size="sm" href={linkTo(comparison.nextId, order)} scroll={false} aria-label="Comparison after">
              <Icon of={ChevronRight} />
            </LinkButton>
          ) : null}
          <nav className="segmented" aria-label="Order">
            {ORDERS.map((each) => (
              <Link
                key={each}
                href={linkTo(comparison.id, each)}
                scroll={false}
                aria-current={each === order ? "true" : undefined}
              >
                {each}
              </Link>
            ))}
          </nav>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="code prompt max-h-[40rem] overflow-auto" tabIndex={0}>
        {messages.map((message, index) => (
          <span key={message.role} className="block">
            {index > 0 ? "\n" : null}
            <b>{message.role}</b>
            {"\n"}
            {message.parts.map((part, place) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a prompt never move
              part.isFilled ? <i key={place}>{part.text}</i> : part.text,
            )}
          </span>
        ))}
      </pre>
      <p className="figure-foot">
        {formatCount(preview.characters)} characters, about {formatCount(Math.ceil(preview.characters / 4))} tokens at four
        characters a token · what fills the template is darker · prompt hash {preview.hash.slice(0, 4)} {preview.hash.slice(4, 8)}
      </p>
    </section>
  );
}
