import type { Figure } from "./types";

/** A person among the cards: how they label, for researchers. All figures count the first showing of a comparison unless they say otherwise. */
export interface AnnotatorCard {
  id: string;
  name: string;
  /** Labels with a preference or a tie. */
  labels: number;
  answers: { ties: number; skips: number; unsure: number; bothBad: number };
  /** Share of comparisons on which their preference is the majority's of all others who labelled it. */
  withOthers: Figure;
  /** Share of gold comparisons on which they name the same response as the gold. */
  withGold: Figure;
  /** Share of repeats with the preference of the first time. */
  withSelf: Figure;
  /** Share of left among presses on one of the sides. */
  leftShare: Figure;
  /** How often each strength was pressed, 1 to 4, where it is known. */
  strengths: number[];
  /** Agreement with the others in blocks of their labels, in the order in which they were given. */
  blocks: { from: number; to: number; withOthers: Figure }[];
  /** Agreement with the others in the later half of their labels minus that in the earlier half. */
  drift: Figure;
  /** With each other person, on the comparisons that both labelled: how many, and on how many they gave the same preference. */
  pairs: { id: string; name: string; comparisons: number; same: number }[];
  /** What models of all people's labels together believe of this person; null while nobody else labelled. */
  crowd: CrowdBelief | null;
  /** Null where no times were measured. */
  times: AnnotatorTimes | null;
}

/** What Dawid and Skene's model and MACE believe of a person: no truth is known, they find it from the labels alone. */
export interface CrowdBelief {
  /** Answers in the order of rows and columns. */
  categories: ("A" | "tie" | "B")[];
  /** By the true answer how probable each answer of this person is; each row adds up to 1. */
  confusion: number[][];
  /** Chance of the right answer, over answers as common as they are believed to be. */
  accuracy: number;
  /** MACE: chance that a label is meant and no habit. Null where there are too many labels to fit it with the page. */
  competence: number | null;
  /** Share of this person's comparisons with fewer than three labels: there the models lean on their priors. */
  fewLabels: number;
}

/** Time over comparisons, repeats too. */
export interface AnnotatorTimes {
  comparisons: number;
  /** Active seconds a comparison. */
  medianSeconds: number;
  lowerQuartileSeconds: number;
  upperQuartileSeconds: number;
  /** In all: active, in view without any activity, and with the page hidden. */
  activeSeconds: number;
  idleSeconds: number;
  hiddenSeconds: number;
  /** Comparisons by active seconds, in the bins between `TIME_EDGES`. */
  bins: number[];
}

/** Seconds at which the bins of active time begin; the last one has no end. */
export const TIME_EDGES: readonly number[] = [0, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300];

/** What the page of a project's annotators shows. */
export interface AnnotatorCards {
  criterion: string;
  round: number | null;
  /** All people together: what each card's agreement with the others stands beside. */
  everyone: Figure;
  cards: AnnotatorCard[];
}
