import { Name } from "@/components/charts/name";
import { Panel } from "@/components/panel/panel";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import type { AnnotatorQuality, ConsensusReport } from "@/lib/consensus/types";
import { formatCount, formatNumber, formatQuantity } from "@/lib/format";
import { describeConsensus, toAggregateCommand } from "./words";

/** How good the consensus takes each annotator to be. */
export function QualityTable(report: ConsensusReport) {
  const { annotators, categories, method, qualityIs } = report;
  const isConfused = method === "dawid-skene";
  const hasHabits = method === "mace";
  return (
    <Section title="Annotators" note={`Quality is ${qualityIs}.`}>
      <Panel
        name="quality"
        className="max-w-4xl"
        title="Quality"
        definition={`Quality is ${qualityIs}.`}
        counted={formatQuantity(annotators.length, "annotator")}
        paper={describeConsensus(report)}
        command={toAggregateCommand(report)}
      >
        <Table caption="Quality of each annotator" id="qualities">
          <thead>
            <tr>
              <th scope="col">Annotator</th>
              <Head>Labels</Head>
              <Head>Quality</Head>
              {isConfused
                ? categories.map((category) => <Head key={category}>{`If ${category}: says ${categories.join(", ")}`}</Head>)
                : null}
              {hasHabits ? <Head>{`Without looking: ${categories.join(", ")}`}</Head> : null}
            </tr>
          </thead>
          <tbody>
            {annotators.map((annotator) => (
              <tr key={annotator.id}>
                <th scope="row">
                  <Name kind={annotator.kind}>{annotator.name}</Name>
                </th>
                <td className="num">{formatCount(annotator.labels)}</td>
                <Quality annotator={annotator} />
                {isConfused
                  ? annotator.confusion?.map((row, truth) => <Shares key={categories[truth]} shares={row} own={truth} />)
                  : null}
                {hasHabits ? <Shares shares={annotator.habits ?? []} /> : null}
              </tr>
            ))}
          </tbody>
        </Table>
      </Panel>
      {isConfused ? (
        <p className="figure-foot">
          Each row of a confusion matrix adds up to 1; the chance of the right answer is in bold. The true answers are the model’s
          own belief: nobody told it.
        </p>
      ) : null}
    </Section>
  );
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="num">
      {children}
    </th>
  );
}

function Quality({ annotator: { quality, reason } }: { annotator: AnnotatorQuality }) {
  if (quality === null) {
    return (
      <td className="num" title={reason ?? undefined}>
        <span className="quiet">— {reason}</span>
      </td>
    );
  }
  return (
    <td className="num" data-csv={String(quality)}>
      {formatNumber(quality)}
    </td>
  );
}

function Shares({ shares, own }: { shares: readonly number[]; own?: number }) {
  return (
    <td className="num" data-csv={shares.join(" ")}>
      {shares.map((share, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the categories, in their order
        <span key={at} className="ml-2">
          {at === own ? <strong>{formatNumber(share)}</strong> : formatNumber(share)}
        </span>
      ))}
    </td>
  );
}
