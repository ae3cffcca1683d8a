import { formatScore } from "@/components/charts/confusion-matrix";
import type { BehindQuery, DisagreementKind } from "@/lib/agreement/schema";
import { formatNumber, formatQuantity } from "@/lib/format";

type Asked = Omit<BehindQuery, "criterion" | "round" | "ties" | "invalid" | "after" | "limit" | "sort"> &
  Partial<Pick<BehindQuery, "sort">>;

const SAID = { A: "preferred A", B: "preferred B", tie: "said a tie", invalid: "could not be read" } as const;

const POSITION = {
  consistent: "the same response in both orders of its prompt",
  first: "the response listed first in both orders of its prompt",
  second: "the response listed second in both orders of its prompt",
  other: "a tie in one order of its prompt and a response in the other",
} as const;

/** What each kind of disagreement is called, and what exactly it is. */
export const KIND_WORDS: Record<DisagreementKind, { name: string; means: string }> = {
  "opposite-strong": { name: "opposite, both clear", means: "A against B, both with strength 2 or more" },
  "opposite-weak": {
    name: "opposite, one slight",
    means: "A against B, one of them with strength 1 or without a known strength",
  },
  tie: { name: "tie against a preference", means: "a tie against A or B" },
  "sure-split": {
    name: "judge sure, people split",
    means: "the judge gives one response 0.90 or more, and people do not all say the same",
  },
  orders: {
    name: "judge’s orders contradict",
    means: "the judge names the response in the same place in both orders of its prompt",
  },
  unreadable: { name: "unreadable", means: "the judge’s verdict could not be read" },
};

/** Which comparisons a list holds, in one sentence without its end: what the number counted from which one came. */
export function describeBehind(query: Asked, nameOf: (id: string) => string): string {
  const judge = nameOf(query.judge ?? "");
  if (query.position) return `Comparisons on which ${judge} names ${POSITION[query.position]}`;
  if (query.people !== undefined) {
    return query.people === 0
      ? "Comparisons with labels of judges alone"
      : `Comparisons that ${formatQuantity(query.people, "person", "people")} labelled`;
  }
  const [row, column] = toWho(query, nameOf);
  if (query.kind) {
    const search = query.q ? `, and “${query.q}” stands in a text` : "";
    return `Comparisons of the labels of ${row} and ${column} with this kind of disagreement: ${KIND_WORDS[query.kind].means}${search}`;
  }
  const together = query.of === "humans" ? "two people" : `${row} and ${column}`;
  const parts = [
    query.outcome === "agree" ? `on which ${together} prefer the same response` : null,
    query.outcome === "disagree" ? `on which ${together} prefer different responses` : null,
    query.row ? `${row} ${SAID[query.row]}` : null,
    query.column ? `${column} ${SAID[query.column]}` : null,
    query.rowScore === undefined ? null : `${row} said ${formatScore(query.rowScore)}`,
    query.columnScore === undefined ? null : `${column} said ${formatScore(query.columnScore)}`,
    query.strength === undefined ? null : `${row} gave strength ${query.strength}`,
    query.bin === undefined
      ? null
      : `${column} gave B a probability of ${formatNumber(query.bin / 10, 1)} to ${formatNumber((query.bin + 1) / 10, 1)}`,
    query.q ? `“${query.q}” stands in a text` : null,
    query.sureFrom === undefined && query.sureBelow === undefined ? null : `${column} was ${toSureness(query)} sure`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return `Comparisons that ${together} labelled`;
  const first = parts[0] ?? "";
  return `Comparisons ${first.startsWith("on which") ? "" : "on which "}${parts.join(" and ")}`;
}

/** What each order begins with. */
export const ORDER_WORDS: Record<BehindQuery["sort"], string> = {
  apart: "furthest apart",
  split: "people most split",
  sure: "judge surest",
  unsure: "judge least sure",
};

/** How sure a label has to be: "0.80 to 0.90", "0.80 or more". */
function toSureness({ sureFrom = 0.5, sureBelow }: Asked): string {
  return sureBelow === undefined
    ? `${formatNumber(sureFrom)} or more`
    : `${formatNumber(sureFrom)} to ${formatNumber(sureBelow)}`;
}

/** Who stands in the rows and who in the columns of what was counted. */
function toWho(query: Asked, nameOf: (id: string) => string): [row: string, column: string] {
  if (query.of === "humans") return ["one person", "another"];
  if (query.of === "judge") return ["a person", nameOf(query.judge ?? "")];
  return [nameOf(query.a ?? ""), nameOf(query.b ?? "")];
}
