import "server-only";
import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";
import type { Actor } from "@/lib/auth/types";
import { applyRule } from "./apply-rule";
import { countMoves, createLabelList, type LabelList } from "./label-list";
import { measureAgreement, type People, readPeople } from "./measure-agreement";
import { readJudgedCalls } from "./read-calls";
import { getRuleFacts, type RuleFacts, type RuleTarget } from "./rule-facts";
import { describeRule } from "./rule-words";
import type { ReaggregationRule, ReaggregationSpec } from "./schema";
import type { Reaggregation, ReaggregationSummary, Sweep } from "./types";

const RESAMPLES = 2_000;
/** A sweep has many rows, whose intervals are only compared with each other. */
const SWEEP_RESAMPLES = 500;
const SAMPLES_SHOWN = [1, 2, 3, 4, 5, 8, 12, 16, 24, 32, 48, 64];

/**
 * What a rule makes of a version's stored calls, beside what the version's own rule makes of them. No model is asked, and nothing is
 * stored.
 *
 * @throws AppError `not_found`.
 */
export async function reaggregate(
  actor: Actor,
  project: string,
  target: RuleTarget,
  toRule: (facts: RuleFacts) => ReaggregationRule,
): Promise<Reaggregation> {
  const facts = await getRuleFacts(actor, project, target);
  const rule = toRule(facts);
  const { ids, lists } = await readLists(facts, [facts.own, rule]);
  const [original, changed] = lists;
  if (!original || !changed) throw new Error("a list for each rule");
  const people = await readPeople(facts, ids);
  return {
    judge: facts.judge,
    criterion: facts.criterion,
    contentHash: hashSpec(toSpec(facts, rule)),
    original: await summarise(facts, facts.own, original, people, RESAMPLES),
    changed: await summarise(facts, rule, changed, people, RESAMPLES),
    moves: countMoves(original, changed),
  };
}

/**
 * How a version's labels depend on the order of the responses, and on the number of samples: its own rule with one thing changed.
 *
 * @throws AppError `not_found`.
 */
export async function sweep(actor: Actor, project: string, target: RuleTarget): Promise<Sweep> {
  const facts = await getRuleFacts(actor, project, target);
  const { own, samples, fixed } = facts;
  const hasOrders = own.orders === "both" && fixed.kind !== "score";
  const orders = (hasOrders ? (["AB", "BA", "both"] as const) : []).map((each) => ({
    name: each === "both" ? "both" : `${each} alone`,
    rule: { ...own, orders: each },
  }));
  const counts = samples > 1 ? [...SAMPLES_SHOWN.filter((k) => k < samples), samples] : [];
  const bySamples = counts.map((k) => ({ name: String(k), rule: { ...own, samples: k } }));
  const rows = [...orders, ...bySamples];
  const { ids, lists } = await readLists(
    facts,
    rows.map(({ rule }) => rule),
  );
  const people = await readPeople(facts, ids);
  const made = [];
  for (const [i, { name, rule }] of rows.entries()) {
    const list = lists[i];
    if (list) made.push({ name, summary: await summarise(facts, rule, list, people, SWEEP_RESAMPLES) });
  }
  return { orders: made.slice(0, orders.length), samples: made.slice(orders.length) };
}

/** A rule with all that says what it is about. */
export function toSpec({ judge, criterion }: Pick<RuleFacts, "judge" | "criterion">, rule: ReaggregationRule): ReaggregationSpec {
  return { kind: "judge", judgeVersionId: judge.versionId, criterionId: criterion.id, ...rule };
}

/** Identifies an aggregation: SHA-256 of the canonical JSON of its spec. */
export function hashSpec(spec: ReaggregationSpec): string {
  return createHash("sha256").update(canonicalJson(spec)).digest("hex");
}

/** The labels by several rules, from one reading of the calls. */
export async function readLists(
  facts: RuleFacts,
  rules: readonly ReaggregationRule[],
): Promise<{ ids: string[]; lists: LabelList[] }> {
  const ids: string[] = [];
  const lists = rules.map(() => createLabelList());
  if (rules.length === 0) return { ids, lists };
  for await (const { comparisonId, calls } of readJudgedCalls(facts.judge.versionId, facts.criterion.id)) {
    ids.push(comparisonId);
    for (const [i, rule] of rules.entries()) {
      const { label, calls: used } = applyRule(calls, rule, facts.fixed);
      lists[i]?.add(label, used);
    }
  }
  return { ids, lists };
}

async function summarise(
  facts: RuleFacts,
  rule: ReaggregationRule,
  list: LabelList,
  people: People | null,
  resamples: number,
): Promise<ReaggregationSummary> {
  return {
    rule,
    words: describeRule(rule),
    ...list.count(),
    agreement: people && (await measureAgreement(facts, people, list, { resamples })),
  };
}
