import "server-only";
import * as z from "zod";
import type { Actor } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { parseRule } from "./parse-rule";
import { reaggregate, sweep } from "./reaggregate";
import { getRuleFacts } from "./rule-facts";
import { toRuleTexts } from "./rule-words";
import { RuleTexts } from "./schema";
import { listAggregations } from "./stored-aggregations";
import type { Reaggregation, RuleChoices, StoredAggregation, Sweep } from "./types";

/** What the page of other aggregations shows. */
export interface AggregationView {
  judge: { id: string; name: string; version: number };
  criterion: { key: string };
  choices: RuleChoices;
  /** What stands in the form, by field; and what is wrong with it, "" for the whole. */
  texts: Record<string, string>;
  errors: Record<string, string>;
  /** Where it was asked for and the form is right. */
  preview: Reaggregation | null;
  sweep: Sweep | null;
  stored: readonly StoredAggregation[];
}

const Asked = RuleTexts.extend({
  version: z.coerce.number().int().min(1).optional().catch(undefined),
  preview: z.literal("yes").optional().catch(undefined),
  sweep: z.literal("yes").optional().catch(undefined),
});

/**
 * Everything that the address of the page asks for. A rule that is none is told at its fields, and nothing is computed.
 *
 * @throws AppError `not_found`.
 */
export async function readAggregationView(
  actor: Actor,
  project: string,
  judgeId: string,
  search: Readonly<Record<string, string | string[]>>,
): Promise<AggregationView> {
  // A tick each gives a list; everything else stands once.
  const flat = Object.entries(search).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]);
  const asked = Asked.safeParse(Object.fromEntries(flat)).data ?? {};
  const { version, criterion, preview, sweep: wantsSweep, ...said } = asked;
  const target = { judge: judgeId, version, criterion };
  const facts = await getRuleFacts(actor, project, target);
  const { own, samples, principles } = facts;
  const errors: Record<string, string> = {};
  try {
    parseRule(said, facts);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    for (const { path, message } of error.fields) errors[path] ??= message;
  }
  const isRight = Object.keys(errors).length === 0;
  const typed = Object.fromEntries(Object.entries(said).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
  return {
    judge: facts.judge,
    criterion: facts.criterion,
    choices: { own, orders: own.orders === "both" ? ["AB", "BA"] : [own.orders], samples, principles },
    texts: { ...toRuleTexts(own), ...typed },
    errors,
    preview: preview && isRight ? await reaggregate(actor, project, target, (known) => parseRule(said, known)) : null,
    sweep: wantsSweep ? await sweep(actor, project, target) : null,
    stored: await listAggregations(actor, project, facts.judge.id),
  };
}
