/** The six protocols that a project can start from. */
export type Preset = "HH_HELPFUL" | "HH_RED_TEAM" | "LLAMA2" | "ARENA" | "BINARY" | "CUSTOM";

/** A place on the screen. It lives only between the screen and the door. */
export type Side = "LEFT" | "RIGHT";

/** Whether a question asks for the better or the worse response. */
export type Polarity = "BETTER" | "WORSE";

/** What a person can answer; only a PREFERENCE has a score. */
export type PersonAnswer = "PREFERENCE" | "SKIP" | "UNSURE" | "BOTH_BAD";

/** What any annotator can answer: also a judge's contradicting orders and its unreadable verdict. */
export type LabelAnswer = PersonAnswer | "UNSETTLED" | "INVALID";

/** One button of a scale, as it stands on the screen from left to right. */
export interface ScaleButton {
  /** "L4" … "L1", "T", "R1" … "R4". */
  id: string;
  side: Side | "TIE";
  /** 1 (weakest) to the scale's levels a side; 0 for the tie. */
  level: number;
  /** The word on the button, without "better" or "worse"; empty for a plain "better". */
  label: string;
  /** The adverb of the full name: "Right is {degree} better"; empty for a plain "better". */
  degree: string;
  /** −4 to +4: what is stored when nothing is swapped and the question asks for the better one. */
  score: number;
  /** Llama 2's small margin, 0 to 1. */
  marginSmall: number;
  /** Llama 2's large margin, 0 to 3. */
  marginLarge: number;
  /** False: left out of an HH-RLHF export unless asked for. */
  exported: boolean;
}

/** A project's scale as data: what stands in `ScaleVersion`. */
export interface Scale {
  preset: Preset;
  /** 1 to 4. */
  levelsPerSide: number;
  allowsTie: boolean;
  allowsBothBad: boolean;
  buttons: readonly ScaleButton[];
}

/** A press on the scale: a side and its level, or a tie. */
export type Click = { side: Side; level: number } | { side: "TIE"; level: 0 };

/** The answer of the door to one input, in the order of the inputs. */
export type Acknowledgement =
  /** `changed`: there was an answer, which this one replaced. `withdrawn`: the comparison had been withdrawn; the answer is kept and counts nowhere. */
  | { eventId: string; status: "stored"; changed?: true; withdrawn?: true }
  /** The same event came before; nothing changed. */
  | { eventId: string; status: "known"; withdrawn?: true }
  | { eventId: string; status: "refused"; code: RefusalCode; message: string };

/** Labels of withdrawn comparisons, and how many of them were given in a round after the withdrawal. */
export interface WithdrawnLabels {
  labels: number;
  late: number;
}

/** Why one label was not stored. */
export type RefusalCode = "not_found" | "conflict" | "invalid";

/** Why an input cannot be stored, whatever the database says. */
export interface Refusal {
  code: RefusalCode;
  message: string;
}

/** What `POST /api/labels` answers; with status 200 unless every label was refused for one reason. */
export interface LabelsAnswer {
  acknowledgements: Acknowledgement[];
}
