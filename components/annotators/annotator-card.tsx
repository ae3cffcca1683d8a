import Link from "next/link";
import type { ReactNode } from "react";
import { type Part, toBehindHref } from "@/components/agreement/behind/hrefs";
import { IntervalPlot } from "@/components/charts/interval-plot";
import { Name } from "@/components/charts/name";
import { DataList } from "@/components/ui/layout/data-list";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { type AnnotatorCard as Card, TIME_EDGES } from "@/lib/agreement/annotators-types";
import type { Figure } from "@/lib/agreement/types";
import { formatCount, formatDuration, formatInterval, formatNumber, formatQuantity } from "@/lib/format";
import { CountBars } from "./count-bars";
import { Crowd } from "./crowd";
import { ENOUGH, toCountText, toDriftWords } from "./words";

export interface AnnotatorCardProps {
  card: Card;
  /** All people together. */
  everyone: Figure;
  project: string;
  /** What it was made of: the comparisons behind a number are found by it again. */
  scope: { criterion: string; round: number | null };
}

/** One person's labels: what they agree with, when, how strongly and how long. For researchers alone. */
export function AnnotatorCard({ card, everyone, project, scope }: AnnotatorCardProps) {
  const { skips, unsure, bothBad, ties } = card.answers;
  const decided = card.labels + skips + unsure + bothBad;
  return (
    <Section title={<Name kind="HUMAN">{card.name}</Name>} note="What stands here is for researchers; nobody is shown their own.">
      <div className="cols an-cols">
        <div>
          <DataList
            figures
            items={[
              { term: "With others", value: <Value figure={card.withOthers} /> },
              { term: "Everybody with others", value: <Value figure={everyone} /> },
              { term: "With self, hidden repeats", value: <Value figure={card.withSelf} /> },
              { term: "With gold", value: <Value figure={card.withGold} /> },
              { term: "Share of left", value: <Value figure={card.leftShare} /> },
              { term: "Ties", value: formatCount(ties) },
              { term: "Skips", value: `${formatCount(skips)} of ${formatCount(decided)}` },
              { term: "Unsure", value: `${formatCount(unsure)} of ${formatCount(decided)}` },
              ...(bothBad > 0 ? [{ term: "Both bad", value: formatCount(bothBad) }] : []),
            ]}
          />
          <Crowd card={card} />
          <Pairs card={card} project={project} scope={scope} />
        </div>
        <div>
          <Blocks card={card} everyone={everyone} />
        </div>
        <div>
          <Times card={card} />
          <Strengths card={card} />
        </div>
      </div>
    </Section>
  );
}

function Value({ figure }: { figure: Figure }): ReactNode {
  const { estimate, low, high, reason } = figure;
  if (estimate === null) return <span className="quiet">— {reason}</span>;
  const count = toCountText(figure);
  if (count) return count;
  return (
    <>
      {formatNumber(estimate)} {low !== null && high !== null ? <span className="ci">{formatInterval(low, high)}</span> : null}
    </>
  );
}

function Pairs({ card, project, scope }: Omit<AnnotatorCardProps, "everyone">) {
  if (card.pairs.length === 0) return null;
  const round = scope.round === null ? null : String(scope.round);
  const rules = { criterion: scope.criterion, round, ties: "category", invalid: "drop" } as const;
  const hrefOf = (b: string, part: Part = {}) => toBehindHref(project, rules, { of: "pair", a: card.id, b }, part);
  return (
    <Table caption={`Agreement of ${card.name} with each other person`} className="mt-4">
      <thead>
        <tr>
          <th scope="col">With</th>
          <th scope="col" className="num">
            Comparisons
          </th>
          <th scope="col" className="num">
            The same
          </th>
        </tr>
      </thead>
      <tbody>
        {card.pairs.map(({ id, name, comparisons, same }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td className="num">
              <Link prefetch={false} href={hrefOf(id)}>
                {formatCount(comparisons)}
              </Link>
            </td>
            <td className="num">
              <Link prefetch={false} href={hrefOf(id, { outcome: "agree" })}>
                {comparisons < ENOUGH ? formatCount(same) : formatNumber(same / comparisons)}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Blocks({ card, everyone }: Pick<AnnotatorCardProps, "card" | "everyone">) {
  const words = toDriftWords(card);
  const { estimate, low, high, reason } = card.drift;
  return (
    <>
      <h3>Agreement with others over time</h3>
      {card.blocks.length === 0 ? (
        <p className="note">No labels with a preference.</p>
      ) : (
        <IntervalPlot
          title={`Agreement of ${card.name} with the others, by labels in the order in which they were given, with 95\u00A0% intervals`}
          rows={card.blocks.map(({ from, to, withOthers }) => ({
            id: String(from),
            label: `${formatCount(from)} to ${formatCount(to)}`,
            kind: "HUMAN",
            value: withOthers,
            sentence: toCountText(withOthers),
            count: formatCount(withOthers.n.comparisons),
          }))}
          ceiling={everyone}
          valueHead="Agreement"
          countHead="Shared"
        />
      )}
      <p className="figure-foot">
        {words && estimate !== null && low !== null && high !== null
          ? `Later half minus earlier: ${formatNumber(estimate)} ${formatInterval(low, high)}, ${words.text}. `
          : `Whether it drifts cannot be estimated: ${reason}. `}
        The band is everybody’s agreement with the others.
      </p>
    </>
  );
}

function Times({ card: { name, times } }: { card: Card }) {
  if (!times) {
    return (
      <>
        <h3>Seconds per comparison</h3>
        <p className="note">No times were measured: the labels came with a file.</p>
      </>
    );
  }
  const rows = times.bins.map((count, index) => {
    const next = TIME_EDGES[index + 1];
    const from = TIME_EDGES[index] ?? 0;
    return { label: next === undefined ? `${from} and more` : `${from} to ${next}`, count };
  });
  return (
    <>
      <h3>Seconds per comparison</h3>
      <CountBars caption={`Active seconds a comparison of ${name}`} head="Seconds" rows={rows} />
      <p className="figure-foot">
        Median {formatNumber(times.medianSeconds, 0)} s, half of {formatQuantity(times.comparisons, "comparison")} between{" "}
        {formatNumber(times.lowerQuartileSeconds, 0)} and {formatNumber(times.upperQuartileSeconds, 0)} s. In all{" "}
        {formatDuration(times.activeSeconds)} active; apart from that {formatDuration(times.idleSeconds)} without activity and{" "}
        {formatDuration(times.hiddenSeconds)} with the page hidden.
      </p>
    </>
  );
}

function Strengths({ card }: { card: Card }) {
  return (
    <>
      <h3 className="mt-4">Strengths</h3>
      <CountBars
        caption={`Strengths of ${card.name}`}
        head="Strength"
        rows={[
          ...(card.answers.ties > 0 ? [{ label: "tie", count: card.answers.ties }] : []),
          ...card.strengths.map((count, index) => ({ label: index === 0 ? "1, weakest" : String(index + 1), count })),
        ]}
      />
    </>
  );
}
