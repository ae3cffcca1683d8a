import { toRules } from "@/components/agreement/behind/hrefs";
import { CopyText } from "@/components/ui/form/copy-text";
import { Section } from "@/components/ui/layout/section";
import { Notice } from "@/components/ui/notice";
import type { JudgeFigures } from "@/lib/judge-figures/types";
import { CalibrationSection } from "./calibration-section";
import { ConfidenceSection } from "./confidence-section";
import { EffectsSection } from "./effects-section";
import { HeadFacts } from "./head-facts";
import { type GridView, ScoreGrid } from "./score-grid";
import { toFiguresCommand } from "./to-figures-command";
import { toRemarks } from "./to-remarks";

export interface FiguresBodyProps {
  project: string;
  figures: JudgeFigures;
  view: GridView;
  /** The page's address with another view of the grid. */
  gridHref: (view: GridView) => string;
  /** The page's address as names and values, for its form. */
  hidden: Readonly<Record<string, string>>;
}

/** One judge's figures: what must be said first, then how it compares with people. */
export function FiguresBody({ project, figures, view, gridHref, hidden }: FiguresBodyProps) {
  const { agreement } = figures;
  const rules = toRules(figures);
  const remarks = toRemarks(figures);
  return (
    <>
      {remarks.length > 0 ? (
        <div className="mt-4 grid gap-3">
          {remarks.map(({ title, text }) => (
            <Notice key={title} tone="warn" title={title}>
              {text}
            </Notice>
          ))}
        </div>
      ) : null}
      {agreement && agreement.pairs > 0 ? (
        <>
          <HeadFacts project={project} rules={rules} judge={agreement} />
          <Section title="Confusion">
            <div className="max-w-3xl">
              <ScoreGrid project={project} rules={rules} figures={figures} view={view} hrefOf={gridHref} />
            </div>
          </Section>
          <CalibrationSection project={project} figures={figures} />
          <ConfidenceSection project={project} rules={rules} figures={figures} hidden={hidden} />
          <EffectsSection project={project} rules={rules} figures={figures} />
        </>
      ) : null}
    </>
  );
}

/** How to get the same numbers without this page. */
export function SameFigures({ project, figures }: { project: string; figures: JudgeFigures }) {
  return (
    <Section
      title="The same numbers elsewhere"
      note="The command prints what this page shows, not rounded; the API answers the same document."
    >
      <div className="max-w-3xl">
        <CopyText label="Recompute them where Concord is installed" text={toFiguresCommand(project, figures)} />
      </div>
    </Section>
  );
}
