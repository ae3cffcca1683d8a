import { plainName } from "@/lib/datasets/mapping-schema";
import type { LabelRecord } from "@/lib/datasets/record";
import { sideOnly } from "./pair";

const A = new Set([
  "a",
  "1",
  "responsea",
  "response1",
  "modela",
  "model1",
  "outputa",
  "output1",
  "answera",
  "answer1",
  "texta",
  "text1",
  "completiona",
  "completion1",
  "left",
  "first",
  "abetter",
  "aisbetter",
]);
const B = new Set([
  "b",
  "2",
  "responseb",
  "response2",
  "modelb",
  "model2",
  "outputb",
  "output2",
  "answerb",
  "answer2",
  "textb",
  "text2",
  "completionb",
  "completion2",
  "right",
  "second",
  "bbetter",
  "bisbetter",
]);
const TIE = new Set(["tie", "equal", "same", "draw", "both", "neither", "nopreference"]);
const ANSWERS = new Map<string, NonNullable<LabelRecord["answer"]>>([
  ["bothbad", "both_bad"],
  ["tiebothbad", "both_bad"],
  ["skip", "skip"],
  ["unsure", "unsure"],
  ["invalid", "invalid"],
  ["unsettled", "unsettled"],
  ["tieinconsistent", "unsettled"],
]);

/**
 * What a word of a preference means, whichever of the field's usual words it is. A bare 0 is none: files mean a tie by it, or the first response.
 * @returns null where the word is not known.
 */
export function readPreference(value: unknown): Pick<LabelRecord, "score" | "strengthKnown" | "answer"> | null {
  const word = plainName(String(value));
  if (A.has(word)) return sideOnly("A");
  if (B.has(word)) return sideOnly("B");
  if (TIE.has(word)) return sideOnly("tie");
  const answer = ANSWERS.get(word);
  return answer === undefined ? null : { answer };
}
