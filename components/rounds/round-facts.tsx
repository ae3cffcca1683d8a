import { DataList } from "@/components/ui/layout/data-list";
import { formatCount, formatNumber, formatPercent, formatQuantity } from "@/lib/format";
import type { Sampling } from "@/lib/rounds/schema";
import type { AskedCriterion, Dealing, RoundKind } from "@/lib/rounds/types";

const MINUTES_A_DAY = 24 * 60;

export interface RoundFactsProps {
  criteria: readonly AskedCriterion[];
  comparisons: number;
  sampling: Sampling;
  overlap: number;
  dealing: Dealing;
  /** On demand: how long a reservation lasts. Planned: how long somebody may be away. Null: for ever. */
  reservationMinutes: number | null;
  perPersonLimit: number | null;
  order: "RANDOM" | "DATASET";
  seed: number;
  /** The scale in words. */
  scale: string;
  guidelineVersion: number | null;
  kind: RoundKind;
  goldShare: number;
  repeatShare: number;
  passMark: number | null;
  /** The name of the training that must be passed first. */
  training: string | null;
}

/** What a round was opened with. None of it changes any more. */
export function RoundFacts(props: RoundFactsProps) {
  const { criteria, comparisons, sampling, overlap, order, seed, scale, guidelineVersion, perPersonLimit, dealing } = props;
  return (
    <DataList
      className="max-w-3xl"
      items={[
        ...criteria.map((criterion) => ({
          term: criterion.key,
          value: `${criterion.question}${criterion.polarity === "WORSE" ? " (asks for the worse one)" : ""}`,
        })),
        {
          term: "Comparisons",
          value:
            sampling.kind === "all"
              ? `all ${formatCount(comparisons)} that there were`
              : sampling.kind === "chosen"
                ? `${formatCount(comparisons)}, chosen by hand`
                : `${formatCount(comparisons)}, drawn at random with seed ${seed}`,
        },
        { term: "Overlap", value: `${formatQuantity(overlap, "person", "people")} per comparison` },
        { term: "Dealing", value: describeDealing(props) },
        ...(perPersonLimit === null
          ? []
          : [{ term: "Limit", value: `${formatQuantity(perPersonLimit, "comparison")} for each person` }]),
        {
          term: "Order",
          value:
            order === "DATASET"
              ? "as in the dataset"
              : dealing === "PLANNED"
                ? `drawn per person, seed ${seed}`
                : `drawn, seed ${seed}`,
        },
        { term: "Sides", value: "drawn per person and comparison, half of each" },
        { term: "Scale", value: scale },
        { term: "Guidelines", value: guidelineVersion === null ? "none" : `version ${guidelineVersion}` },
        ...toQualityFacts(props),
      ]}
    />
  );
}

function toQualityFacts({
  kind,
  goldShare,
  repeatShare,
  passMark,
  training,
}: RoundFactsProps): { term: string; value: string }[] {
  if (kind === "TRAINING") {
    return [{ term: "Training", value: `passed with ${formatShare(passMark ?? 0)} as the gold says; its labels are no data` }];
  }
  return [
    ...(goldShare > 0 ? [{ term: "Gold", value: `${formatShare(goldShare)} of each queue, hidden among the others` }] : []),
    ...(repeatShare > 0
      ? [{ term: "Repeats", value: `${formatShare(repeatShare)} of each person's comparisons, mirrored` }]
      : []),
    ...(training ? [{ term: "Training first", value: training }] : []),
  ];
}

function formatShare(share: number): string {
  return formatPercent(share);
}

function describeDealing({ dealing, reservationMinutes }: RoundFactsProps): string {
  if (dealing === "ON_DEMAND") {
    const end = reservationMinutes === null ? "until labelled" : `for ${formatQuantity(reservationMinutes, "minute")}`;
    return `as people ask, each comparison reserved ${end}`;
  }
  if (reservationMinutes === null) return "planned when it was opened";
  const days = formatNumber(reservationMinutes / MINUTES_A_DAY, Number.isInteger(reservationMinutes / MINUTES_A_DAY) ? 0 : 1);
  return `planned when it was opened; what waits for somebody goes to the others after ${days} days away`;
}
