import { CountBars } from "@/components/annotators/count-bars";
import { ComparisonList } from "@/components/comparisons/comparison-list";
import { Panel } from "@/components/panel/panel";
import { CopyText } from "@/components/ui/form/copy-text";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
import type { ListedComparison } from "@/lib/comparisons/types";
import type { ConsensusReport, ConsensusRow } from "@/lib/consensus/types";
import { formatCount, formatPercent, formatQuantity } from "@/lib/format";
import { api, paths } from "@/lib/paths";
import { QualityTable } from "./quality-table";
import { describeConsensus, toAggregateCommand } from "./words";

export interface ConsensusBodyProps {
  report: ConsensusReport;
  unsure: readonly { row: ConsensusRow; comparison: ListedComparison }[];
}

/** What labels say together: how it was made, who is how good, and where it is least sure. */
export function ConsensusBody({ report, unsure }: ConsensusBodyProps) {
  if (report.reason) return <NoConsensus report={report} />;
  return (
    <>
      {report.warnings.map(({ code, text }) => (
        <Notice key={code} tone="warn" className="mt-4">
          {text}
        </Notice>
      ))}
      <Counts report={report} />
      <QualityTable {...report} />
      <Unsure report={report} unsure={unsure} />
      <Section title="The same numbers elsewhere" note={describeConsensus(report)}>
        <CopyText label="Command" text={toAggregateCommand(report)} />
        <p className="mt-3">
          <PlainLinkButton size="sm" href={toFile(report)} download={`consensus-${report.project}-${report.method}.json`}>
            Every comparison as JSON
          </PlainLinkButton>
        </p>
      </Section>
    </>
  );
}

function NoConsensus({ report }: { report: ConsensusReport }) {
  return (
    <div className="mt-6">
      <EmptyState title="No consensus yet" actions={<LinkButton href={paths.rounds(report.project)}>See the rounds</LinkButton>}>
        It cannot be made: {report.reason}.
      </EmptyState>
    </div>
  );
}

const LABELS = ["1 label", "2 labels", "3 labels", "4 labels", "5 and more"];

function Counts({ report }: { report: ConsensusReport }) {
  const { counts, categories, priors, method } = report;
  const shared = {
    counted: formatQuantity(counts.comparisons, "comparison"),
    paper: describeConsensus(report),
    command: toAggregateCommand(report),
  };
  return (
    <Section
      title="What stands"
      note={`${formatCount(counts.comparisons - counts.undecided)} of ${formatQuantity(counts.comparisons, "comparison")} have an answer${counts.undecided > 0 ? `; on ${formatCount(counts.undecided)} the labels are split` : ""}${counts.dropped > 0 ? `; ${formatCount(counts.dropped)} are left out, since the judge gave no probability there` : ""}. An adjudicator’s answer stands before it.`}
    >
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 md:grid-cols-2">
        <Panel
          name="labels-of-a-comparison"
          title="Labels of a comparison"
          definition="How many labels the comparisons have that take part."
          isTable={false}
          {...shared}
        >
          <CountBars
            caption="Comparisons by their labels"
            head="Labels"
            rows={counts.byLabels.map((count, index) => ({ label: LABELS[index] ?? "", count }))}
          />
        </Panel>
        <Panel
          name="answers"
          title={method === "majority" ? "Votes" : "Answers, as the model believes"}
          definition={
            method === "majority"
              ? "Shares of all votes."
              : "How common each answer is among the true ones, as the model believes."
          }
          {...shared}
        >
          <Table caption="Share of each answer">
            <thead>
              <tr>
                <th scope="col">Answer</th>
                <th scope="col" className="num">
                  Share
                </th>
              </tr>
            </thead>
            <tbody>
              {categories.map((category, index) => (
                <tr key={category}>
                  <th scope="row">{category === "tie" ? "Tie" : `${category} is better`}</th>
                  <td className="num" data-csv={String(priors[index] ?? 0)}>
                    {formatPercent(priors[index] ?? 0, 1)}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Panel>
      </div>
    </Section>
  );
}

function Unsure({ report, unsure }: ConsensusBodyProps) {
  const rows = new Map(unsure.map(({ row }) => [row.comparison, row]));
  const lanes = {
    laneOf: ({ kind }: { kind: string }) =>
      kind === "HUMAN" ? ("above" as const) : report.by !== "human" || report.judge ? ("below" as const) : null,
    words: "people stand above the line, judges that take part below",
  };
  return (
    <Section
      title="Least sure"
      note="The comparisons on which another label, or an adjudicator, would settle most: those without an answer first."
    >
      <ComparisonList
        label="Comparisons that the consensus is least sure of"
        comparisons={unsure.map(({ comparison }) => comparison)}
        lanes={lanes}
        hrefOf={({ id }) => `${paths.comparison(report.project, id)}?criterion=${encodeURIComponent(report.criterion)}`}
        noteOf={({ id }) => toNote(rows.get(id))}
      />
    </Section>
  );
}

function toNote(row: ConsensusRow | undefined): string | null {
  if (!row) return null;
  const said = Object.entries(row.probabilities).map(([category, p]) => `${category} ${formatPercent(p)}`);
  const stands = row.preference ? `stands: ${row.preference}` : (row.reason ?? "no answer");
  return `${stands}${row.from === "adjudication" && row.preference ? ", adjudicated" : ""} (${said.join(", ")})`;
}

function toFile({ project, criterion, method, by, judge, ties, round, seed }: ConsensusReport): string {
  const query = new URLSearchParams({ criterion, method, by, ties, seed: String(seed) });
  if (judge) query.set("judge", judge.id);
  if (round !== null) query.set("round", String(round));
  return api.v1(`projects/${project}/aggregate?${query}`);
}
