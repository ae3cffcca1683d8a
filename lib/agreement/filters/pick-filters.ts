import type { LabelFilters } from "@/lib/agreement/filter-schema";
import type { ReportedFilters } from "@/lib/agreement/types";
import { AppError } from "@/lib/errors";
import type { ColumnAnnotator, LabelColumns } from "@/lib/labels/label-columns";
import { CATEGORY_KEY, type ComparisonFacts } from "./read-facts";

/** So many names at most in a sentence about what there is. */
const NAMED = 20;
const DAY = 86_400_000;

/**
 * Whose labels count, by number in the columns; null where everybody's do.
 *
 * @param members - Ids of the people of a group, where one is asked for.
 * @throws AppError `invalid` for a name that nobody has.
 */
export function pickAnnotators(
  { annotators }: Pick<LabelColumns, "annotators">,
  { annotators: people, judges, origin, group }: LabelFilters,
  members: ReadonlySet<string> | null,
): Pick<ReportedFilters, "annotators" | "judges" | "origin" | "group"> & { allowed: Uint8Array | null } {
  const chosenPeople = people === undefined ? null : pick(annotators, people, "annotators");
  const chosenJudges = judges === undefined ? null : pick(annotators, judges, "judges");
  if (!chosenPeople && !chosenJudges && !origin && !members) return { allowed: null };
  const allowed = Uint8Array.from(annotators, (annotator) => {
    if (annotator.kind === "AI") return Number(!chosenJudges || chosenJudges.includes(annotator));
    if (annotator.kind === "BASELINE") return 1;
    const { id } = annotator;
    const isOfOrigin = !origin || annotator.origin === (origin === "here" ? "HERE" : "IMPORTED");
    return Number((!chosenPeople || chosenPeople.includes(annotator)) && isOfOrigin && (!members || members.has(id)));
  });
  return {
    allowed,
    ...(chosenPeople ? { annotators: chosenPeople.map(toNamed) } : {}),
    ...(chosenJudges ? { judges: chosenJudges.map(toNamed) } : {}),
    ...(origin ? { origin } : {}),
    ...(group !== undefined && members ? { group } : {}),
  };
}

function pick(all: readonly ColumnAnnotator[], asked: string, name: "annotators" | "judges"): ColumnAnnotator[] {
  const kind = name === "judges" ? "AI" : "HUMAN";
  const known = all.filter((annotator) => annotator.kind === kind);
  const isCalled = ({ id, name: own, judge }: ColumnAnnotator, text: string) => [id, own, judge?.versionId].includes(text);
  // A name may hold a comma itself.
  const whole = known.filter((annotator) => isCalled(annotator, asked));
  if (whole.length > 0) return whole;
  const chosen = asked
    .split(",")
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .flatMap((text) => {
      const found = known.filter((annotator) => isCalled(annotator, text));
      if (found.length === 0) throw unknown(name, text, known.map((annotator) => annotator.name).sort());
      return found;
    });
  return known.filter((annotator) => chosen.includes(annotator));
}

function toNamed({ id, name }: ColumnAnnotator): { id: string; name: string } {
  return { id, name };
}

/**
 * A category as it is asked for, "writing" or "task=writing", and its place among the facts' values.
 *
 * @throws AppError `invalid` if the facts have no such value.
 */
export function pickCategory(
  asked: string | undefined,
  facts?: Pick<ComparisonFacts, "values">,
): { key: string; value: string; place: number } | null {
  if (asked === undefined) return null;
  const at = asked.indexOf("=");
  const key = at > 0 ? asked.slice(0, at).trim() : CATEGORY_KEY;
  const value = at > 0 ? asked.slice(at + 1).trim() : asked;
  if (!facts) return { key, value, place: -1 };
  const place = facts.values.indexOf(value);
  if (place < 0) throw unknown("category", value, [...facts.values].sort(), key);
  return { key, value, place };
}

/** A place in the conversation. @throws AppError `invalid` if no comparison with labels has it. */
export function pickTurn(asked: number | undefined, { turn }: Pick<ComparisonFacts, "turn">): number | null {
  if (asked === undefined) return null;
  if (!turn.includes(asked)) {
    const known = [...new Set(turn)].filter((each) => each > 0).sort((a, b) => a - b);
    throw unknown("turn", String(asked), known.map(String));
  }
  return asked;
}

/** The days as milliseconds since 1970. @throws AppError `invalid` if they end before they begin. */
export function pickDays({ from, to }: LabelFilters): { from: number; until: number } {
  if (from !== undefined && to !== undefined && to < from) {
    throw new AppError("invalid", `The days end (${to}) before they begin (${from}).`, {
      fields: [{ path: "to", message: `lies before ${from}, the day from which labels count` }],
    });
  }
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from),
    until: to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to) + DAY,
  };
}

const WHAT = {
  annotators: "No person of this project is called",
  judges: "No judge's version of this project is called",
  category: "No comparison with labels has",
  turn: "No comparison with labels stands at turn",
} as const;

function unknown(name: keyof typeof WHAT, asked: string, known: readonly string[], key?: string): AppError {
  const what = `${WHAT[name]} ${key === undefined || key === CATEGORY_KEY ? "" : `${key} `}"${asked}".`;
  const more = known.length > NAMED ? ` and ${known.length - NAMED} more` : "";
  const there = known.length === 0 ? "There is none." : `There is ${known.slice(0, NAMED).join(", ")}${more}.`;
  return new AppError("invalid", `${what} ${there}`, { fields: [{ path: name, message: `${what} ${there}` }] });
}
