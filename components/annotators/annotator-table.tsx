import Link from "next/link";
import { FigureCell, listReasons, Reasons } from "@/components/agreement/figure-cell";
import { fixedAxis } from "@/components/charts/axis";
import { Mark, Whisker } from "@/components/charts/marks";
import { Name } from "@/components/charts/name";
import { Panel } from "@/components/panel/panel";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import type { AnnotatorCard } from "@/lib/agreement/annotators-types";
import type { Figure } from "@/lib/agreement/types";
import { formatCount, formatNumber, formatQuantity } from "@/lib/format";
import { ENOUGH, toCountText, toDriftWords, toShown } from "./words";

const sides = fixedAxis(0, 1);

export interface AnnotatorTableProps {
  id: string;
  criterion: string;
  cards: readonly AnnotatorCard[];
  /** Whose card is open below. */
  person: string | null;
  hrefOf: (id: string) => string;
}

/** Everybody who labelled, each on a row: agreement, side, pace, drift. */
export function AnnotatorTable({ id, criterion, cards, person, hrefOf }: AnnotatorTableProps) {
  const reasons = listReasons(
    cards.flatMap((card) => [card.withOthers, card.withSelf, card.withGold, card.leftShare].map(toShown)),
  );
  const noteOf = (figure: Figure) => (figure.reason === null ? null : reasons.indexOf(figure.reason) + 1 || null);
  return (
    <div className="mt-4">
      <Panel
        name="annotators"
        title="Everybody who labelled"
        definition="How each person labels: with the others, with themselves on hidden repeats, with gold answers, on which side, how fast."
        heading="h2"
        counted={formatQuantity(cards.length, "person", "people")}
        paper={`Of each person the share of comparisons on which their preference (A, tie or B) is the majority’s of all others who labelled them, and on which it is the same as their own on a mirrored repeat, and as the gold answer; criterion ${criterion}. 95 % intervals by resampling whole prompts.`}
      >
        <Table caption="Annotators with agreement, repeats, gold, side and pace" id={id}>
          <thead>
            <tr>
              <th scope="col">Person</th>
              <Head>Labels</Head>
              <Head>With others</Head>
              <Head>With self, repeats</Head>
              <Head>With gold</Head>
              <Head>Share of left</Head>
              <th scope="col" data-csv-skip>
                <span className="sr-only">Share of left as a chart</span>
              </th>
              <Head>Skips</Head>
              <Head>Unsure</Head>
              <Head>Median, s</Head>
              <th scope="col">Drift</th>
            </tr>
          </thead>
          <tbody>
            {cards.map((card) => (
              <tr key={card.id} aria-selected={card.id === person ? "true" : undefined}>
                <th scope="row">
                  <Name kind="HUMAN">
                    <Link prefetch={false} href={hrefOf(card.id)} scroll={false}>
                      {card.name}
                    </Link>
                  </Name>
                </th>
                <td className="num">{formatCount(card.labels)}</td>
                {[card.withOthers, card.withSelf, card.withGold, card.leftShare].map((figure, index) => (
                  <FigureCell
                    // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never move
                    key={index}
                    figure={toShown(figure)}
                    count={toCountText(figure)}
                    note={noteOf(toShown(figure))}
                  />
                ))}
                <td>
                  <Side figure={card.leftShare} />
                </td>
                <td className="num">{formatCount(card.answers.skips)}</td>
                <td className="num">{formatCount(card.answers.unsure)}</td>
                <td className="num">{card.times ? formatNumber(card.times.medianSeconds, 0) : "—"}</td>
                <Drift card={card} />
              </tr>
            ))}
          </tbody>
        </Table>
      </Panel>
      <p className="figure-foot">
        With others: share of comparisons on which a person’s preference (A, tie or B) is the majority’s of all others who
        labelled them. Intervals are of 95 %, by resampling whole prompts. Under {ENOUGH} there is a count and no interval worth
        printing. With gold: the same response. Share of left: of presses on one of the sides, which are drawn at random, so 0.50
        is expected. Drift: the later half of a person’s labels against the earlier.
        <Reasons reasons={reasons} />
      </p>
    </div>
  );
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="num">
      {children}
    </th>
  );
}

/** The share of left on its own little axis from 0 to 1, with a line at one half. */
function Side({ figure: { estimate, low, high } }: { figure: Figure }) {
  if (estimate === null || low === null || high === null) return null;
  return (
    <svg className="chart inline-block !h-4 !w-24 align-middle" aria-hidden="true">
      <line className="ref" x1="50%" x2="50%" y1="0" y2="100%" />
      <Whisker kind="HUMAN" from={sides.at(low)} to={sides.at(high)} y="50%" />
      <Mark kind="HUMAN" x={sides.at(estimate)} y="50%" size={4} />
    </svg>
  );
}

function Drift({ card }: { card: AnnotatorCard }) {
  const words = toDriftWords(card);
  if (!words) {
    return (
      <td title={card.drift.reason ?? undefined}>
        <span className="quiet">—</span>
      </td>
    );
  }
  return <td>{words.isSeen ? <State tone="warn">{words.text}</State> : <span className="quiet">{words.text}</span>}</td>;
}
