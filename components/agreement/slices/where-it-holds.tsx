import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/components/ui/layout/section";
import { Shape } from "@/components/ui/shape";
import { formatCount } from "@/lib/format";
import { SlicePanel } from "./slice-panel";
import { TimePanel } from "./time-panel";
import type { SliceSources } from "./to-slice-rows";

export interface WhereItHoldsProps {
  sources: SliceSources;
  /** The other judges, and where the page with their slices is. */
  others: readonly { id: string; name: string; href: string }[];
}

/** Agreement part by part: for which comparisons, labels and times it holds. */
export function WhereItHolds({ sources, others }: WhereItHoldsProps) {
  const { report, judge } = sources;
  const shown = report.slices.filter(({ annotator }) => annotator === null || annotator === judge?.id).length;
  if (shown === 0) return null;
  const key = report.filters.category?.key ?? "category";
  const { guidelinesOfRounds } = report.timeline;
  return (
    <Section
      title="Where it holds"
      note={
        <>
          {formatCount(shown)} intervals at 95&nbsp;%: one in twenty misses by chance, and none was tested against another.
          Numbers open the comparisons behind them. <Others others={others} />
        </>
      }
      actions={
        <p className="legend">
          <Shape kind="HUMAN" /> people with people
          {judge ? (
            <>
              &ensp;
              <Shape kind="AI" /> {judge.name} with people
            </>
          ) : null}
        </p>
      }
    >
      <div className="cols c3 slice-cols">
        <SlicePanel
          sources={sources}
          by="category"
          title={key === "category" ? "By category" : `By ${key}`}
          sub="n: comparisons with two labels or more"
          definition={`Parts are the values of ${key} in the comparisons’ metadata, at most the twelve most frequent.`}
          head={key}
        />
        <SlicePanel
          sources={sources}
          by="strength"
          title="By strength of the person’s label"
          sub="n: comparisons with a label of that strength"
          definition="Parts are the strengths of the person’s label; among people each label of a pair counts once, under its own. Labels of which only the side is known are in none."
          head="Strength"
        />
        <SlicePanel
          sources={sources}
          by="confidence"
          title="By the judge’s confidence"
          sub="the larger of its probabilities of A and B, before any clamp"
          definition="Parts are tenths of the judge’s raw confidence. What is agreed on where a judge is sure says nothing of the comparisons where it is not."
          head="Confidence"
        />
        <SlicePanel
          sources={sources}
          by="turn"
          title="By turn"
          sub="place in the conversation"
          definition="Parts are the places of the comparisons in their conversations. Turns of one conversation are not independent: intervals resample whole conversations."
          head="Turn"
        />
        <SlicePanel
          sources={sources}
          by="round"
          title="By round"
          sub={
            guidelinesOfRounds.length > 0
              ? guidelinesOfRounds.map(({ round, version }) => `guidelines v${version} in round ${round}`).join(", ")
              : "people’s labels of that round"
          }
          definition="Parts are rounds: people’s labels given in it, judges’ labels on its comparisons. People, guidelines and comparisons change between rounds; a difference is no proof that agreement moved."
          head="Round"
        />
        <SlicePanel
          sources={sources}
          by="criterion"
          title="By criterion"
          sub="the same rules on each"
          definition="Parts are the project’s criteria."
          head="Criterion"
        />
      </div>
      <TimePanel sources={sources} />
    </Section>
  );
}

function Others({ others }: Pick<WhereItHoldsProps, "others">): ReactNode {
  if (others.length === 0) return null;
  return (
    <>
      The same beside{" "}
      {others.map((other, index) => (
        <span key={other.id}>
          {index > 0 ? ", " : ""}
          <Link prefetch={false} href={other.href} scroll={false}>
            {other.name}
          </Link>
        </span>
      ))}
      .
    </>
  );
}
