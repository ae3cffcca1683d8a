import * as z from "zod";
import type { RowProblem } from "@/lib/datasets/schema";
import { LONGEST_EXPLANATION } from "@/lib/gold/schema";
import { toGoldOptions } from "@/lib/gold/to-options";
import type { CanonicalAnswer } from "@/lib/gold/types";
import type { Scale } from "@/lib/labels/types";

/** The strength of an answer that names a response and says no more, as of an import whose preferences have none. */
const PLAIN = 2;

const Row = z.object({
  id: z.union([z.string().trim().min(1), z.number().transform(String)], "Say which comparison it is, by its id in the dataset."),
  criterion: z.string().trim().min(1).optional(),
  answer: z.union([z.string(), z.number().transform(String)], "Give the answer, such as -3, 2, A, B or tie."),
  explanation: z
    .string()
    .trim()
    .max(LONGEST_EXPLANATION, `Write at most ${LONGEST_EXPLANATION} characters.`)
    .refine((text) => !text.includes("\0") && text.isWellFormed(), "Contains a character that cannot be stored.")
    .optional(),
});

/** A gold answer of a file; the comparison is still to be found. */
export interface ReadGold extends Pick<CanonicalAnswer, "score"> {
  externalId: string;
  criterionId: string;
  answer: "PREFERENCE" | "UNSURE" | "BOTH_BAD";
  /** Undefined: the file has none, and one that is there stays. */
  explanation: string | undefined;
}

/** What a row must be held against. */
export interface GoldAsked {
  scale: Pick<Scale, "buttons" | "allowsBothBad">;
  criteria: readonly { id: string; key: string }[];
  /** Of rows that name no criterion; null where they have to. */
  criterionId: string | null;
}

/** A row as a gold answer, or what is wrong with it and how to mend it. */
export function toGold(row: Record<string, unknown>, { scale, criteria, criterionId }: GoldAsked): ReadGold | RowProblem {
  const filled = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== "" && value !== null));
  const parsed = Row.safeParse({ ...filled, id: filled.id ?? filled.externalId ?? filled.external_id });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      column: issue?.path.join(".") ?? "",
      reason: "The value is missing or is none that can be read.",
      mend: issue?.message ?? "",
    };
  }
  const { id, criterion, answer, explanation } = parsed.data;
  const named = criterion === undefined ? criterionId : criteria.find(({ key }) => key === criterion)?.id;
  if (!named) {
    const keys = criteria.map(({ key }) => key).join(", ");
    const reason = criterion === undefined ? "The row names no criterion." : `The project has no criterion "${criterion}".`;
    return { column: "criterion", reason, mend: `There are: ${keys}.` };
  }
  const read = readAnswer(answer, scale);
  if (!read) {
    const most = Math.max(...scale.buttons.map(({ score }) => score));
    const others = toGoldOptions(scale).flatMap(({ value, label }) => (/\d/.test(value) && value !== "0" ? [] : `"${label}"`));
    return {
      column: "answer",
      reason: `The scale of this project has no answer "${answer.slice(0, 60)}".`,
      mend: `Write -${most} (A far better) to ${most} (B far better), A, B, or ${others.join(", ")}.`,
    };
  }
  return { externalId: id, criterionId: named, ...read, explanation };
}

function readAnswer(text: string, scale: GoldAsked["scale"]): Pick<ReadGold, "answer" | "score"> | null {
  const plain = text
    .trim()
    .replace("\u2212", "-")
    .replace(/^\+/, "")
    .toLowerCase()
    .replaceAll(/[\s_]+/g, " ");
  const levels = scale.buttons.map(({ score }) => score);
  const [side] = /^[ab]$/.exec(plain) ?? [];
  if (side) {
    const sign = side === "b" ? 1 : -1;
    const own = levels.filter((score) => Math.sign(score) === sign);
    const score = own.find((each) => Math.abs(each) === PLAIN) ?? own[0];
    return score === undefined ? null : { answer: "PREFERENCE", score };
  }
  const found = toGoldOptions(scale).find(
    ({ value, label }) => label.toLowerCase() === plain || value.toLowerCase().replaceAll("_", " ") === plain,
  );
  if (!found) return null;
  if (found.value === "UNSURE" || found.value === "BOTH_BAD") return { answer: found.value, score: null };
  return { answer: "PREFERENCE", score: Number(found.value) };
}
