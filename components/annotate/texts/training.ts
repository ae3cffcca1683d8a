import { en } from "./en/training";
import { inLanguage } from "./language";

/** What every language says in a training, and at its end. */
export type TrainingTexts = typeof en;
export const trainingTexts = inLanguage<TrainingTexts>({ en });
