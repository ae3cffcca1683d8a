import type { AggregateOptions } from "./schema";

/** An answer that a label can be, under the tie rule of an aggregation. */
export type ConsensusCategory = "A" | "tie" | "B";

/** What an aggregation makes of one annotator. */
export interface AnnotatorQuality {
  id: string;
  name: string;
  kind: "HUMAN" | "AI" | "BASELINE";
  labels: number;
  /** What `qualityIs` of the report says; null with a reason. */
  quality: number | null;
  reason: string | null;
  /** Dawid and Skene: by the true category (in the order of `categories`) how probable each answer is. */
  confusion: number[][] | null;
  /** MACE: what they answer when they do not look, in the order of `categories`. */
  habits: number[] | null;
}

/** Something that makes the consensus say less than it seems to. */
export interface ConsensusWarning {
  code: "few-labels" | "judges-vote" | "judge-weighed" | "not-settled" | "one-annotator";
  text: string;
}

/** The answer that stands for one comparison. */
export interface ConsensusRow {
  comparison: string;
  /** The source's own id. */
  id: string | null;
  /** Null with a reason: split, or adjudicated without a preference. */
  preference: ConsensusCategory | null;
  /** An adjudicator's word stands before the aggregation; the probabilities are the aggregation's all the same. */
  from: "adjudication" | AggregateOptions["method"];
  reason: string | null;
  /** How probable each category is; of a majority the shares of votes. */
  probabilities: Partial<Record<ConsensusCategory, number>>;
  labels: number;
  /** GLAD: large is easy. */
  easiness?: number;
  /** CROWDLAB: low is to be labelled next. */
  nextScore?: number;
}

/** What labels of many say together, without the comparisons: the same for page, API and command line. */
export interface ConsensusReport {
  project: string;
  criterion: string;
  round: number | null;
  method: AggregateOptions["method"];
  by: AggregateOptions["by"];
  ties: AggregateOptions["ties"];
  /** CROWDLAB's model. */
  judge: { id: string; name: string } | null;
  categories: ConsensusCategory[];
  /** How common each category is, as the aggregation believes. */
  priors: number[];
  counts: {
    comparisons: number;
    labels: number;
    annotators: number;
    /** Comparisons on which the aggregation finds no answer. */
    undecided: number;
    /** Comparisons with 1, 2, 3, 4 and 5 or more labels. */
    byLabels: number[];
    /** CROWDLAB: comparisons that are left out because the judge gave no probability there. */
    dropped: number;
  };
  /** What `quality` of an annotator is, as a clause. */
  qualityIs: string;
  annotators: AnnotatorQuality[];
  logLikelihood: number | null;
  warnings: ConsensusWarning[];
  /** Why there is no consensus at all. */
  reason: string | null;
  generatedAt: string;
  seed: number;
  labelsVersion: string;
}

/** A report with a page of its comparisons, in the order of their import; `next` is null on the last page. */
export interface ConsensusPage extends ConsensusReport {
  comparisons: ConsensusRow[];
  next: string | null;
}
