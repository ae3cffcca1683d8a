import "server-only";
import type { Actor } from "@/lib/auth/types";
import { applyRule } from "./apply-rule";
import { readJudgedCalls } from "./read-calls";
import { getRuleFacts } from "./rule-facts";
import { getAggregation } from "./stored-aggregations";

/** The labels of a stored aggregation, line by line. */
export interface LabelsFile {
  fileName: string;
  lines: AsyncGenerator<string>;
}

/**
 * The labels that a stored aggregation makes of the calls, one JSON line each, in the words of Concord's own format. The same calls give the same
 * file to the byte; memory does not grow with it.
 *
 * @param idOrName - The aggregation's id or name.
 * @throws AppError `not_found`.
 */
export async function openLabelsFile(actor: Actor, project: string, idOrName: string): Promise<LabelsFile> {
  const { name, contentHash, target, rule } = await getAggregation(actor, project, idOrName);
  const facts = await getRuleFacts(actor, project, target);
  async function* lines(): AsyncGenerator<string> {
    for await (const { comparisonId, externalId, calls } of readJudgedCalls(facts.judge.versionId, facts.criterion.id)) {
      const { label, calls: used } = applyRule(calls, rule, facts.fixed);
      if (!label) continue;
      const { answer, score, probabilityB, probabilityBClamped, orderConsistent } = label;
      const said = answer === "PREFERENCE" ? { score } : { answer: answer.toLowerCase() };
      const line = {
        id: externalId ?? comparisonId,
        comparison: comparisonId,
        annotator: `${facts.judge.name} v${facts.judge.version}`,
        kind: "AI",
        criterion: facts.criterion.key,
        ...said,
        probabilityB,
        probabilityBClamped,
        orderConsistent,
        calls: used,
        aggregation: { name, contentHash },
      };
      yield `${JSON.stringify(line)}\n`;
    }
  }
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return { fileName: `${plain === "" ? "labels" : plain}.jsonl`, lines: lines() };
}
