import { Section } from "@/components/ui/layout/section";
import type { FormAction } from "@/lib/http/types";
import type { Reaggregation } from "@/lib/reaggregation/types";
import { LabelMoves } from "./label-moves";
import { StoreForm } from "./store-form";
import { SummaryTable } from "./summary-table";

export interface PreviewProps {
  preview: Reaggregation;
  /** How it is stored; absent for who may only read. */
  store?: { action: FormAction; hidden: Readonly<Record<string, string>> };
}

/** What a rule makes of the calls, beside what the version's own rule makes of them. */
export function Preview({ preview: { original, changed, moves, contentHash, judge }, store }: PreviewProps) {
  return (
    <Section title="What it would be" note={`${changed.words}. Content ${contentHash.slice(0, 8)}.`}>
      <SummaryTable
        caption="Labels by the version's own rule and by this one"
        id="reaggregation"
        head="Rule"
        rows={[
          { name: `v${judge.version} as it is`, summary: original },
          { name: "this rule", summary: changed },
        ]}
      />
      <p className="figure-foot">
        Shares are of the labels with a preference or a tie. With people by the rules of the agreement page: ties left out,
        unreadable verdicts dropped, each person’s label with the judge’s on the same comparison; the ceiling is people with each
        other there. Brackets: 95&nbsp;% intervals, bootstrap over clusters.
      </p>
      <h3 className="j-h3">What becomes of its labels</h3>
      <LabelMoves moves={moves} />
      {store ? (
        <div className="mt-6">
          <StoreForm action={store.action} hidden={store.hidden} />
        </div>
      ) : null}
    </Section>
  );
}
