import { Name } from "@/components/charts/name";
import { SafeHtml } from "@/components/ui/safe-html";
import type { LabelView } from "@/lib/comparisons/types";
import { formatNumber } from "@/lib/format";
import { toAnswerText } from "./answer-text";

/** What annotators said why, in their own words; null where nobody did. */
export function Rationales({ labels }: { labels: readonly LabelView[] }) {
  const told = labels.filter((label) => label.rationale);
  if (told.length === 0) return null;
  return (
    <div className="d-why">
      {told.map((label) => (
        <section key={label.id} aria-label={`Why, by ${label.annotator.name}`}>
          <h3>
            <Name kind={label.annotator.kind}>{label.annotator.name}</Name>{" "}
            <span className="quiet font-normal">
              {toAnswerText(label)}
              {label.durationMs === null ? "" : ` · ${formatNumber(label.durationMs / 1000, 0)} s`}
            </span>
          </h3>
          <blockquote>
            {label.rationaleHtml ? <SafeHtml html={label.rationaleHtml} className="material material-sm" /> : null}
          </blockquote>
        </section>
      ))}
    </div>
  );
}
