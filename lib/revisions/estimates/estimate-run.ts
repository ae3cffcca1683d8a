import "server-only";
import type { PoolClient } from "pg";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { listPrinciples } from "@/lib/constitutions/queries";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { findPrice } from "@/lib/money/prices";
import { countSteps } from "@/lib/revisions/chain/next-step";
import { parseRevisionDraft } from "@/lib/revisions/form-schema";
import { type Beginning, chooseBeginnings } from "@/lib/revisions/runs/choose-beginnings";
import { findParts, refuseUnpriced } from "@/lib/revisions/runs/start-run";
import type { RevisionInput } from "@/lib/revisions/schema";
import type { RevisionEstimate } from "@/lib/revisions/types";
import { type ChainSizes, estimateSums, type MeasuredStep } from "./estimate-sums";

const MOST_MEASURED = 500;

/**
 * What a run would come to, by what stands in its form. Nothing is stored.
 *
 * @returns Without an estimate while the form is wrong, with what is wrong by the names of its fields.
 * @throws AppError `not_found`.
 */
export async function estimateRevisionRun(
  actor: Actor,
  project: string,
  texts: Readonly<Record<string, string>>,
): Promise<RevisionEstimate> {
  const { id: projectId } = await getProject(actor, project, "research");
  // Its name and its model may still be missing; no other run has this one.
  const draft = parseRevisionDraft({ ...texts, name: texts.name?.trim() || newId(), model: texts.model?.trim() || "?" });
  if ("fields" in draft) return { estimate: null, fields: draft.fields };
  try {
    const parts = await findParts(projectId, draft.input);
    const price = await findPrice({ projectId, endpointId: parts.endpointId, model: draft.input.model });
    const estimate = await estimateInput(projectId, draft.input, { ...parts, price });
    const fields = price === null && texts.model?.trim() ? await fieldsOf(refuseUnpriced(projectId, draft.input)) : {};
    return { estimate, fields };
  } catch (error) {
    return { estimate: null, fields: toFields(error) };
  }
}

type Parts = Awaited<ReturnType<typeof findParts>> & { price: Awaited<ReturnType<typeof findPrice>> };

async function estimateInput(projectId: string, { spec, model }: RevisionInput, parts: Parts) {
  const { endpointId, constitutionVersionId, price } = parts;
  const principles = await listPrinciples(constitutionVersionId);
  const client = await pool().connect();
  try {
    // Prompts that are given as texts go again with the transaction, which is never committed.
    await client.query("begin");
    const { chosen, examples } = await chooseBeginnings(client, projectId, spec);
    const sizes: ChainSizes = {
      chains: chosen.length,
      ...(await measureBeginnings(client, chosen)),
      examples: spec.fewShot.reduce((sum, example) => sum + Object.values(example).join("").length, 0),
      requests: Math.max(
        0,
        ...principles.map(({ critiqueRequest, revisionRequest }) => (critiqueRequest + revisionRequest).length),
      ),
    };
    const measured = await measureSteps(client, { projectId, endpointId, model });
    const sums = estimateSums({ spec, sizes, measured, price });
    return { chains: chosen.length, examples, calls: chosen.length * countSteps(spec), ...sums };
  } finally {
    await client.query("rollback").finally(() => client.release());
  }
}

/** Characters of the prompts and of the responses that chains begin with, summed over the chains. */
async function measureBeginnings(
  client: PoolClient,
  chosen: readonly Beginning[],
): Promise<{ prompts: number; responses: number }> {
  const { rows } = await client.query<{ prompts: number; responses: number }>(
    `select coalesce(sum(length(p.messages::text)), 0)::float8 as prompts, coalesce(sum(length(r.text)), 0)::float8 as responses
     from unnest($1::uuid[], $2::uuid[]) as t(prompt, response)
     join "Prompt" p on p.id = t.prompt left join "Response" r on r.id = t.response`,
    [chosen.map(({ promptId }) => promptId), chosen.map(({ responseId }) => responseId)],
  );
  return rows[0] ?? { prompts: 0, responses: 0 };
}

/** The newest steps of a model at its endpoint, of each kind. */
async function measureSteps(
  client: PoolClient,
  { projectId, endpointId, model }: { projectId: string; endpointId: string; model: string },
): Promise<MeasuredStep[]> {
  const { rows } = await client.query<MeasuredStep>(
    `select k.kind, s."tokensIn", s."tokensOut" from unnest(array['RESPONSE', 'CRITIQUE', 'REVISION']) as k(kind)
     cross join lateral (
       select s."tokensIn", s."tokensOut" from "RevisionRun" r
       join "RevisionChain" c on c."runId" = r.id join "RevisionStep" s on s."chainId" = c.id
       where r."projectId" = $1 and r."endpointId" = $2 and r.model = $3 and s.kind = k.kind::"RevisionStepKind"
         and s."tokensIn" is not null and s."tokensOut" is not null
       order by s."createdAt" desc limit $4) s`,
    [projectId, endpointId, model, MOST_MEASURED],
  );
  return rows;
}

async function fieldsOf(check: Promise<void>): Promise<Record<string, string>> {
  try {
    await check;
    return {};
  } catch (error) {
    return toFields(error);
  }
}

/** What a refusal says, by the names of the form's fields. @throws What is no refusal of a field. */
function toFields(error: unknown): Record<string, string> {
  if (!(error instanceof AppError) || error.fields.length === 0) throw error;
  return Object.fromEntries(error.fields.map(({ path, message }) => [path, message]));
}
