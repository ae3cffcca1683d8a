import { FigureCell, listReasons, Reasons } from "@/components/agreement/figure-cell";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import type { Figure } from "@/lib/agreement/types";
import { formatMicroDollars, formatQuantity } from "@/lib/format";
import type { VersionDrift as Drift, DriftCost } from "@/lib/judges/drift-types";

export interface VersionDriftProps {
  drifts: readonly Drift[];
  from: number;
  to: number;
}

/** What changed in the verdicts from one version to another, on the comparisons that both have judged. */
export function VersionDrift({ drifts, from, to }: VersionDriftProps) {
  if (drifts.length === 0) {
    return (
      <Section title="In their verdicts">
        <p className="note">
          No comparison was judged by both. Run one of them on what the other has judged, and this shows how far its verdicts
          moved: a prompt that is changed, or hardened, may move them on texts that attack nobody.
        </p>
      </Section>
    );
  }
  return drifts.map((drift) => (
    <Section
      key={drift.criterion.id}
      title={`In their verdicts: ${drift.criterion.key}`}
      note={`On the ${formatQuantity(drift.comparisons, "comparison")} that both have judged, from stored verdicts. Not readable: ${drift.unreadable[0]} of v${from}, ${drift.unreadable[1]} of v${to}.`}
    >
      <p>{movedWords(drift.meanDifference, to)}</p>
      <DriftTable drift={drift} from={from} to={to} />
    </Section>
  ));
}

function DriftTable({ drift, from, to }: { drift: Drift; from: number; to: number }) {
  const { samePreference, meanDifference, meanSize, agreement, cost } = drift;
  const rows: [string, Figure][] = [
    ["Same preference", samePreference],
    [`p(B) of v${to} less that of v${from}, mean`, meanDifference],
    ["Size of that difference, mean", meanSize],
    [`Agreement of v${from} with people`, agreement.from],
    [`Agreement of v${to} with people`, agreement.to],
    [`Agreement of v${to} less that of v${from}`, agreement.difference],
  ];
  const reasons = listReasons(rows.map(([, figure]) => figure));
  return (
    <>
      <Table caption={`Verdicts of v${from} and v${to} on ${drift.criterion.key}`}>
        <thead>
          <tr>
            <th scope="col">On the same comparisons</th>
            <th scope="col" className="num">
              95 % interval
            </th>
            <th scope="col" className="num">
              Comparisons
            </th>
            <th scope="col" className="num">
              Labels
            </th>
            <th scope="col">Interval by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, figure]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <FigureCell
                figure={figure}
                decimals={3}
                note={figure.reason === null ? null : reasons.indexOf(figure.reason) + 1}
              />
              <td className="num">{figure.n.comparisons}</td>
              <td className="num">{figure.n.labels}</td>
              <td>{figure.method}</td>
            </tr>
          ))}
          <CostRow name={`Cost of a comparison, v${from}`} cost={cost.from} />
          <CostRow name={`Cost of a comparison, v${to}`} cost={cost.to} />
        </tbody>
      </Table>
      <p className="figure-foot">
        Agreement is over the same labels of people for both: those where the person and both versions name a side; ties and
        unread verdicts are left out. <Reasons reasons={reasons} />
      </p>
    </>
  );
}

function CostRow({ name, cost: { comparisons, microDollars } }: { name: string; cost: DriftCost }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">{microDollars === null ? "—" : formatMicroDollars(microDollars)}</td>
      <td className="num">{comparisons}</td>
      <td />
      <td>{microDollars === null ? "no call has a known cost" : "kept answers alone"}</td>
    </tr>
  );
}

function movedWords({ low, high }: Figure, to: number): string {
  if (low === null || high === null) return "Whether the verdicts have moved cannot be said yet.";
  if (low <= 0 && high >= 0) return "The verdicts have not moved to one side further than chance would have it.";
  return `The verdicts have moved: v${to} speaks more for ${low > 0 ? "B" : "A"}, further than chance would have it.`;
}
