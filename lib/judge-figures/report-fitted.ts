import { inWords } from "@/lib/agreement/figures";
import { crossFitJudge, listForecasts } from "@/lib/agreement/judge/cross-fit-judge";
import type { JudgePart } from "@/lib/agreement/judge/judge-part";
import { calibrate } from "@/lib/agreement/judge/report-calibration";
import { fitTemperature } from "@/lib/stats";
import type { FittedCalibration, JudgeCalibration } from "./types";

/** Forecasts that the shown temperature is fitted on at most. */
const FIT_ON = 50_000;

/** A judge's soft labels raw, clamped, at a fitted temperature and by isotonic regression. Null where it has none. */
export async function reportFitted(part: JudgePart): Promise<JudgeCalibration | null> {
  const raw = await calibrate(part, part.ratings.probability, "raw");
  if (!raw) return null;
  return {
    raw,
    clamped: await calibrate(part, part.ratings.probabilityClamped, "clamped"),
    temperature: { ...(await fitByFolds(part, "temperature")), value: fitWhole(part) },
    isotonic: await fitByFolds(part, "isotonic"),
  };
}

async function fitByFolds(part: JudgePart, method: "temperature" | "isotonic"): Promise<FittedCalibration> {
  const { probabilities, reason } = await crossFitJudge(part, method);
  const figures = reason === null ? await calibrate(part, probabilities, method) : null;
  return { figures, reason: figures ? null : inWords(reason ?? "no person's preference stands beside a soft label") };
}

function fitWhole(part: JudgePart): number | null {
  const { probability, outcome } = listForecasts(part);
  return fitTemperature({ probabilities: probability.subarray(0, FIT_ON), outcomes: outcome.subarray(0, FIT_ON) }).estimate;
}
