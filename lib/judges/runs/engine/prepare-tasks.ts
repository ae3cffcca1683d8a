import "server-only";
import { pool } from "@/lib/db/pool";
import { awaitRationale } from "@/lib/judges/calls/rationales";
import { buildMessages, type JudgedComparison } from "@/lib/judges/prompt/build-messages";
import type { LeasedTask } from "@/lib/judges/runs/claim-tasks";
import { finishKnown } from "@/lib/judges/runs/finish-known";
import type { RunFacts } from "@/lib/judges/runs/run-facts";
import { hashPrompt } from "@/lib/judges/runs/work-task";
import type { ChatMessage } from "@/lib/llm/types";

/** A leased task with the prompt of its call. */
export interface PreparedTask {
  task: LeasedTask;
  messages: readonly ChatMessage[];
  promptHash: string;
}

interface Material {
  id: string;
  conversation: JudgedComparison["conversation"];
  responseA: string;
  responseB: string;
  isAnswered: boolean;
  rationale: string | null;
}

/**
 * Reads what the calls of leased tasks are about, all at once, and builds their prompts. Calls that were answered before, by whatever run, are
 * not made again: their tasks end here. A verdict whose rationale is not there yet goes back to wait for it.
 */
export async function prepareTasks(tasks: readonly LeasedTask[], facts: RunFacts): Promise<PreparedTask[]> {
  if (tasks.length === 0) return [];
  const isReasoned = facts.plan.steps.length > 1;
  const { rows } = await pool().query<Material>({
    name: "judge-material",
    text: MATERIAL,
    values: [
      tasks.map(({ id }) => id),
      tasks.map(({ comparisonId }) => comparisonId),
      tasks.map(({ order }) => order),
      tasks.map(({ principleId }) => principleId),
      tasks.map(({ sampleIndex }) => sampleIndex),
      tasks.map(({ step }) => step),
      facts.judgeVersionId,
      facts.criterionId,
      isReasoned,
    ],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const prepared: PreparedTask[] = [];
  for (const task of tasks) {
    const material = byId.get(task.id);
    if (!material) throw new Error(`the comparison ${task.comparisonId} of a judge's call is not there`);
    if (material.isAnswered) await finishKnown(task, facts);
    else if (isReasoned && task.step === "VERDICT" && material.rationale === null) await awaitRationale(task, facts);
    else prepared.push(toPrepared(task, facts, material));
  }
  return prepared;
}

function toPrepared(task: LeasedTask, facts: RunFacts, material: Material): PreparedTask {
  const { judgeVersionId, criterionId, frame } = facts;
  const messages = buildMessages(frame, material, { judgeVersionId, criterionId, ...task, rationale: material.rationale });
  return { task, messages, promptHash: hashPrompt(messages) };
}

// The texts that a judge is shown: neither models nor people nor other labels.
const MATERIAL = `
  select t.id::text, p.messages as conversation, a.text as "responseA", b.text as "responseB",
    exists (
      select 1 from "JudgeCall" k
      where k."comparisonId" = t.comparison and k."judgeVersionId" = $7 and k."criterionId" = $8 and k."order" = t.place
        and k."principleId" is not distinct from t.principle and k."sampleIndex" = t.sample and k.step = t.step) as "isAnswered",
    case when $9::boolean and t.step = 'VERDICT' then (
      select k."rawText" from "JudgeCall" k
      where k."comparisonId" = t.comparison and k."judgeVersionId" = $7 and k."criterionId" = $8 and k."order" = t.place
        and k."principleId" is not distinct from t.principle and k."sampleIndex" = t.sample and k.step = 'RATIONALE') end as rationale
  from unnest($1::uuid[], $2::uuid[], $3::"PromptOrder"[], $4::uuid[], $5::int[], $6::"CallStep"[]) as t(id, comparison, place, principle, sample, step)
  cross join lateral (select "promptId", "responseAId", "responseBId" from "Comparison" where id = t.comparison limit 1) c
  cross join lateral (select messages from "Prompt" where id = c."promptId" limit 1) p
  cross join lateral (select text from "Response" where id = c."responseAId" limit 1) a
  cross join lateral (select text from "Response" where id = c."responseBId" limit 1) b`;
