import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import type { PromptPreview as Preview, PromptOrder } from "@/lib/judges/types";
import { paths } from "@/lib/paths";
import { PromptOfStep } from "./prompt-of-step";

export interface PromptPreviewProps {
  project: string;
  preview: Preview;
  /** Where another comparison, order or principle is found. */
  linkTo: (comparisonId: string, order: PromptOrder, principleId?: string) => string;
}

const ORDERS: readonly PromptOrder[] = ["AB", "BA"];

/** The exact prompts of one call, step by step: what fills the template is darker than the template. */
export function PromptPreview({ project, preview, linkTo }: PromptPreviewProps) {
  const { comparison, order } = preview;
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
      {preview.principles.length > 1 ? (
        <nav className="segmented mb-3 flex-wrap" aria-label="Principle">
          {preview.principles.map(({ id, key }) => (
            <Link
              key={id}
              href={linkTo(comparison.id, order, id)}
              scroll={false}
              aria-current={id === preview.principle?.id ? "true" : undefined}
            >
              {key}
            </Link>
          ))}
        </nav>
      ) : null}
      {preview.steps.map((step, index) => (
        <PromptOfStep key={step.step} step={step} number={preview.steps.length > 1 ? index + 1 : null} />
      ))}
      <p className="figure-foot">
        What fills the template is darker.
        {preview.principles.length === 1 && preview.principle ? ` Principle: ${preview.principle.key}.` : null}
      </p>
    </section>
  );
}
