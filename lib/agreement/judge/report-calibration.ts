import { coefficient, toFigures } from "@/lib/agreement/figures";
import type { ReportedBin, ReportedCalibration, ReportedJudge } from "@/lib/agreement/types";
import { createClusterTally, expectedCalibrationError, logarithmicLoss, meanOf, probabilityBin, squaredError } from "@/lib/stats";
import { crossFitJudge } from "./cross-fit-judge";
import type { JudgePart } from "./judge-part";

const BINS = 10;
/** Cells: three a bin (count, probabilities, outcomes), then squared errors, logarithmic losses and the count of all. */
const SQUARES = 3 * BINS;
const LOGS = SQUARES + 1;
const COUNT = SQUARES + 2;

/** With more pairs of labels than this a report leaves its calibrated figures to the judge's own document. */
const CALIBRATED_UP_TO = 50_000;

/** A judge's soft labels against each person's label, raw, clamped and calibrated, where it has any. */
export async function reportCalibration(part: JudgePart): Promise<Pick<ReportedJudge, "calibration">> {
  const raw = await calibrate(part, part.ratings.probability, "raw");
  if (!raw) return {};
  const clamped = await calibrate(part, part.ratings.probabilityClamped, "clamped");
  const calibrated = raw.brier.n.labels > CALIBRATED_UP_TO ? null : await calibrateByTemperature(part);
  return { calibration: { raw, ...(clamped ? { clamped } : {}), ...(calibrated ? { calibrated } : {}) } };
}

/** The same of soft labels at a temperature that was fitted without their own cluster's labels; null where none can be fitted. */
async function calibrateByTemperature(part: JudgePart): Promise<ReportedCalibration | null> {
  const { probabilities } = await crossFitJudge(part, "temperature");
  return calibrate(part, probabilities, "temperature");
}

/**
 * One set of soft labels against each person's label.
 *
 * @param probabilities - By rating of the judge: P(B is better), NaN without one.
 * @param name - Names the stream of random numbers.
 * @returns Null where the judge has no such soft label.
 */
export async function calibrate(
  { ratings, own, id, resampling }: JudgePart,
  probabilities: Float64Array,
  name: string,
): Promise<ReportedCalibration | null> {
  const tally = createClusterTally(COUNT + 1);
  const people = new Set<number>();
  const n = { comparisons: 0, labels: 0, annotators: 0, dropped: 0 };
  const categories = ratings.categories;
  let soft = false;
  for (let u = 0; u < ratings.units; u++) {
    const judge = own[u] ?? -1;
    const probability = judge < 0 ? Number.NaN : (probabilities[judge] ?? Number.NaN);
    const from = ratings.starts[u] ?? 0;
    const end = ratings.peopleEnds[u] ?? 0;
    if (!Number.isNaN(probability)) {
      soft = true;
      const before = n.labels;
      for (let r = from; r < end; r++) {
        const category = categories[ratings.category[r] ?? 0];
        if (category !== "A" && category !== "B") {
          n.dropped++;
          continue;
        }
        addForecast(tally.add, probability, category === "B" ? 1 : 0);
        people.add(ratings.annotator[r] ?? 0);
        n.labels++;
      }
      if (n.labels > before) n.comparisons++;
    }
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  if (!soft) return null;
  n.annotators = people.size + (n.labels > 0 ? 1 : 0);
  const finished = tally.finish();
  const figures = await toFigures(
    finished,
    {
      brier: coefficient((totals) => meanOf(totals[SQUARES] ?? 0, totals[COUNT] ?? 0), [0, 1]),
      ece: coefficient((totals) => expectedCalibrationError(toBins(totals)), [0, 1]),
      logLoss: coefficient((totals) => meanOf(totals[LOGS] ?? 0, totals[COUNT] ?? 0), [0, Number.POSITIVE_INFINITY]),
    },
    { resampling, stream: `calibration ${name} ${id}`, n },
  );
  return { ...figures, bins: reportBins(finished.totals) };
}

function addForecast(add: (cell: number, amount: number) => void, probability: number, outcome: number): void {
  const bin = probabilityBin(probability, BINS);
  add(bin, 1);
  add(BINS + bin, probability);
  add(2 * BINS + bin, outcome);
  add(SQUARES, squaredError(probability, outcome));
  add(LOGS, logarithmicLoss(probability, outcome));
  add(COUNT, 1);
}

function toBins(totals: Float64Array) {
  return {
    counts: totals.subarray(0, BINS),
    probabilitySums: totals.subarray(BINS, 2 * BINS),
    outcomeSums: totals.subarray(2 * BINS, 3 * BINS),
  };
}

function reportBins(totals: Float64Array): ReportedBin[] {
  const { counts, probabilitySums, outcomeSums } = toBins(totals);
  return Array.from(counts, (n, bin) => ({
    low: bin / BINS,
    high: (bin + 1) / BINS,
    n,
    meanProbability: n > 0 ? (probabilitySums[bin] ?? 0) / n : null,
    shareB: n > 0 ? (outcomeSums[bin] ?? 0) / n : null,
  }));
}
