import type { AggregatedLabel } from "@/lib/judges/aggregate";
import type { LabelMoves } from "./types";

const ANSWERS = ["MISSING", "PREFERENCE", "UNSETTLED", "INVALID"] as const;

/** Labels of many comparisons by one rule, as columns: a million of them take 22 MB. */
export interface LabelList {
  add(label: AggregatedLabel | null, calls: number): void;
  readonly size: number;
  answer(place: number): (typeof ANSWERS)[number];
  /** −4 to +4; null unless a preference. */
  score(place: number): number | null;
  /** NaN without one. */
  probabilityB(place: number): number;
  probabilityBClamped(place: number): number;
  count(): LabelCounts;
}

/** What labels say. */
export interface LabelCounts {
  comparisons: number;
  missing: number;
  preferA: number;
  preferB: number;
  ties: number;
  unsettled: number;
  invalid: number;
  contradictions: number;
  calls: number;
}

/** An empty list. */
export function createLabelList(): LabelList {
  let size = 0;
  let answers = new Uint8Array(256);
  let scores = new Int8Array(256);
  let raw = new Float64Array(256);
  let clamped = new Float64Array(256);
  let contradictions = 0;
  let calls = 0;

  function grow() {
    const room = answers.length * 2;
    answers = copied(answers, new Uint8Array(room));
    scores = copied(scores, new Int8Array(room));
    raw = copied(raw, new Float64Array(room));
    clamped = copied(clamped, new Float64Array(room));
  }

  return {
    get size() {
      return size;
    },
    add(label, used) {
      if (size === answers.length) grow();
      answers[size] = ANSWERS.indexOf(label?.answer ?? "MISSING");
      scores[size] = label?.score ?? 0;
      raw[size] = label?.probabilityB ?? Number.NaN;
      clamped[size] = label?.probabilityBClamped ?? Number.NaN;
      if (label?.orderConsistent === false) contradictions++;
      if (label) calls += used;
      size++;
    },
    answer: (place) => ANSWERS[answers[place] ?? 0] ?? "MISSING",
    score: (place) => (answers[place] === 1 ? (scores[place] ?? 0) : null),
    probabilityB: (place) => raw[place] ?? Number.NaN,
    probabilityBClamped: (place) => clamped[place] ?? Number.NaN,
    count() {
      const counts = { missing: 0, preferA: 0, preferB: 0, ties: 0, unsettled: 0, invalid: 0 };
      for (let place = 0; place < size; place++) {
        const answer = ANSWERS[answers[place] ?? 0];
        if (answer === "MISSING") counts.missing++;
        else if (answer === "UNSETTLED") counts.unsettled++;
        else if (answer === "INVALID") counts.invalid++;
        else if (scores[place] === 0) counts.ties++;
        else if ((scores[place] ?? 0) < 0) counts.preferA++;
        else counts.preferB++;
      }
      return { comparisons: size, ...counts, contradictions, calls };
    },
  };
}

/** How labels differ between two lists of the same comparisons in the same order. */
export function countMoves(from: LabelList, to: LabelList): LabelMoves {
  const moves: LabelMoves = { same: 0, turned: 0, toTie: 0, fromTie: 0, lost: 0, gained: 0, strength: 0 };
  for (let place = 0; place < from.size; place++) {
    const [before, after] = [from.score(place), to.score(place)];
    if (before === null && after === null) continue;
    if (before === null) moves.gained++;
    else if (after === null) moves.lost++;
    else if (before === after) moves.same++;
    else if (after === 0) moves.toTie++;
    else if (before === 0) moves.fromTie++;
    else if (Math.sign(before) !== Math.sign(after)) moves.turned++;
    else moves.strength++;
  }
  return moves;
}

function copied<T extends { set: (from: T) => void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
