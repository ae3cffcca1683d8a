import { toFilterQuery } from "@/components/agreement/filters/to-filter-query";
import { FILTER_NAMES } from "@/lib/agreement/filter-schema";
import { type AgreementOptions, BehindQuery } from "@/lib/agreement/schema";
import type { AgreementReport } from "@/lib/agreement/types";
import { paths } from "@/lib/paths";

/** Under which rules a number was counted; what its comparisons must be found by again. */
export type Rules = Pick<AgreementOptions, "ties" | "invalid"> & {
  criterion: string;
  round: string | null;
  /** Names and values, as an address has them. */
  filters?: readonly (readonly [name: string, value: string])[];
};

/** What of a report a number speaks of. */
export type Behind =
  | { of: "humans" }
  | { of: "judge"; judge: string }
  /** Rows are `a`, columns `b`. */
  | { of: "pair"; a: string; b: string };

/** Which part of it. */
export interface Part {
  outcome?: "agree" | "disagree";
  rowScore?: number;
  columnScore?: number;
  bin?: number;
  sureFrom?: number;
  sureBelow?: number;
  position?: "consistent" | "first" | "second" | "other";
  strength?: number;
  people?: number;
}

/** The rules as the query of an address; what stands there by itself is left out. */
export function toRulesQuery(rules: Rules): URLSearchParams {
  const query = new URLSearchParams({ criterion: rules.criterion });
  if (rules.ties !== "exclude") query.set("ties", rules.ties);
  if (rules.invalid !== "drop") query.set("invalid", rules.invalid);
  if (rules.round !== null) query.set("round", rules.round);
  for (const [name, value] of rules.filters ?? []) query.set(name, value);
  return query;
}

/** Where the comparisons behind a number are listed. */
export function toBehindHref(project: string, rules: Rules, behind: Behind, part: Part = {}): string {
  const query = toRulesQuery(rules);
  for (const [name, value] of Object.entries({ ...behind, ...part })) if (value !== undefined) query.set(name, String(value));
  return `${paths.disagreements(project)}?${query}`;
}

/** A list of comparisons as the query of an address: what it holds, not which page of it. */
export function toListQuery({ after: _after, limit: _limit, ...query }: BehindQuery): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined || STANDING[name] === value ? [] : [[name, String(value)]],
    ),
  );
}

const STANDING: Readonly<Record<string, unknown>> = { ties: "exclude", invalid: "drop", sort: "apart" };

/** What is asked for, under the criterion and the filters that the report counted: filters that there are not are left out of both. */
export function toCountedBehind(asked: BehindQuery, report: AgreementReport): BehindQuery {
  const counted = Object.fromEntries(toFilterQuery(report.filters));
  const others = Object.entries(asked).filter(([name]) => !FILTER_NAMES.some((filter) => filter === name));
  return BehindQuery.parse({ ...Object.fromEntries(others), ...counted, criterion: report.criterion });
}

/** The rules of a report, as links carry them. */
export function toRules(report: Pick<AgreementReport, "criterion" | "ties" | "invalid" | "round" | "filters">): Rules {
  const { criterion, ties, invalid, round, filters } = report;
  return { criterion, ties, invalid, round: round === null ? null : String(round), filters: toFilterQuery(filters) };
}
