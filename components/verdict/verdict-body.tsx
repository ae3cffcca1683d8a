import { CopyText } from "@/components/ui/form/copy-text";
import { Section } from "@/components/ui/layout/section";
import { State } from "@/components/ui/state";
import type { Verdict } from "@/lib/verdict/types";
import { Assumptions, Variants } from "./grounds";
import { ReplacementTable } from "./replacement-table";
import { WinRateTable } from "./win-rate-table";
import { ANSWERS, TONES, toMethod, toSentence } from "./words";

/** May this judge replace an annotator here: the answer first, then what it stands on and what would change it. */
export function VerdictBody({ project, verdict }: { project: string; verdict: Verdict }) {
  const sentence = toSentence(verdict);
  const method = toMethod(verdict);
  return (
    <>
      <section aria-label="Verdict" className="mt-6 max-w-3xl">
        <State tone={TONES[verdict.answer]}>{ANSWERS[verdict.answer]}</State>
        <p className="mt-2 text-xl/relaxed text-balance">{sentence}</p>
        <p className="figure-foot">{method}</p>
      </section>
      <ReplacementTable project={project} verdict={verdict} />
      <Assumptions {...verdict} />
      <WinRateTable project={project} verdict={verdict} />
      <Variants {...verdict} />
      <Section title="For a paper">
        <CopyText label="The sentence with its method" text={`${sentence} (${method})`} />
      </Section>
    </>
  );
}
