import type { ReactNode } from "react";
import { toCommand } from "@/components/agreement/to-command";
import { SlicePlot } from "@/components/charts/slice-plot";
import { Panel } from "@/components/panel/panel";
import { toPaperSentence } from "@/components/panel/to-paper-sentence";
import type { ReportedSlice } from "@/lib/agreement/types";
import { SliceTable } from "./slice-table";
import { type SliceSources, toSliceRows } from "./to-slice-rows";

export interface SlicePanelProps {
  sources: SliceSources;
  by: ReportedSlice["by"];
  title: string;
  sub: ReactNode;
  /** What a part is, for the definition. */
  definition: string;
  /** The head of the parts. */
  head: string;
  foot?: ReactNode;
  /** What stands in place of the chart of the slices, where rows are not enough. */
  children?: ReactNode;
}

/** Agreement part by part, of people among themselves and of one judge with them. Nothing where there are no parts. */
export function SlicePanel({ sources, by, title, sub, definition, head, foot, children }: SlicePanelProps) {
  const { project, report, judge } = sources;
  const rows = toSliceRows(sources, by);
  if (rows.length === 0) return null;
  const slices = report.slices.filter((slice) => slice.by === by && (slice.annotator === null || slice.annotator === judge?.id));
  const widest = slices.toSorted((one, other) => other.comparisons - one.comparisons)[0];
  const said = `Share of pairs of labels with the same preference, ${title.toLowerCase()}`;
  return (
    <Panel
      name={`agreement-by-${by}`}
      title={title}
      definition={`Share of pairs of labels on one comparison with the same preference. ${definition} A part with fewer than 30 comparisons has no mark.`}
      sub={sub}
      counted={sumOf(slices)}
      table={<SliceTable sources={sources} by={by} head={head} caption={`${said}, with 95\u00A0% intervals`} />}
      foot={foot}
      paper={toPaperSentence(
        `${said}${judge ? `, of people among themselves and of ${judge.name} with people` : ""}`,
        report,
        widest?.agreement,
      )}
      command={toCommand(project, report)}
    >
      {children ?? <SlicePlot title={said} head={head} rows={rows} />}
    </Panel>
  );
}

/** What all parts together stand on: the larger of people's and the judge's, since both count the same labels of people. */
function sumOf(slices: readonly ReportedSlice[]) {
  const whose = [slices.filter(({ annotator }) => annotator === null), slices.filter(({ annotator }) => annotator !== null)];
  const sums = whose.map((own) => ({
    comparisons: own.reduce((sum, { comparisons }) => sum + comparisons, 0),
    labels: own.reduce((sum, { agreement }) => sum + agreement.n.labels, 0),
    clusters: own.reduce((sum, { agreement }) => sum + agreement.n.clusters, 0),
  }));
  return sums.toSorted((one, other) => other.comparisons - one.comparisons)[0] ?? null;
}
