import "server-only";
import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { appendAuditWithClient } from "@/lib/audit/append-with-client";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { findVersionByName } from "@/lib/constitutions/queries";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { costMicroDollars, type Price } from "@/lib/money/cost";
import { findPrice } from "@/lib/money/prices";
import { countSteps } from "@/lib/revisions/chain/next-step";
import { RevisionInput } from "@/lib/revisions/schema";
import { type Beginning, chooseBeginnings } from "./choose-beginnings";
import { wakeRevisionWorker } from "./revision-worker";

const ROWS_AT_ONCE = 5_000;
/** A coarse rule that holds for English prose. */
const CHARACTERS_PER_TOKEN = 4;

/** A run that was started. */
export interface StartedRevisions {
  runId: string;
  chains: number;
  /** Calls to be made, if none has to be made again. */
  calls: number;
  /** Beginnings that were left out because an example of the few-shot set is about them. */
  examples: number;
}

/**
 * Starts a run of critique and revision: one chain for each prompt or response of its choice. The run and its chains are stored together or
 * not at all.
 *
 * @throws ZodError; AppError `not_found`, `conflict` for a name that is taken, `invalid` when there is nothing to begin with, or neither a
 *   price nor a cap in calls.
 */
export async function startRevisionRun(actor: Actor, project: string, input: unknown): Promise<StartedRevisions> {
  const run = RevisionInput.parse(input);
  const { id: projectId } = await getProject(actor, project, "research");
  const parts = await findParts(projectId, run);
  const price = await findPrice({ projectId, endpointId: parts.endpointId, model: run.model });
  if (price === null) await refuseUnpriced(projectId, run);
  const runId = newId();
  const started = await inTransaction(async (client) => {
    const { chosen, examples } = await chooseBeginnings(client, projectId, run.spec);
    if (chosen.length === 0) throw nothingToBeginWith(run, examples);
    await insertRun(client, actor, { ...run, ...parts, runId, projectId, price, chosen });
    await insertChains(client, runId, chosen);
    const sums = { chains: chosen.length, calls: chosen.length * countSteps(run.spec), examples };
    const { spec, ...facts } = run;
    await appendAuditWithClient(client, actor, {
      projectId,
      action: "revision-run.start",
      target: run.name,
      after: { runId, ...facts, begin: spec.begin.kind, revisions: spec.revisions, ...sums },
    });
    return { runId, ...sums };
  });
  wakeRevisionWorker();
  return started;
}

interface Parts {
  endpointId: string;
  constitutionVersionId: string;
}

/**
 * The endpoint and the version of the constitution that a run names.
 *
 * @throws AppError `invalid` for what is not there, `not_found` for the round, `conflict` for a name that is taken.
 */
export async function findParts(projectId: string, run: RevisionInput): Promise<Parts> {
  const { endpoint, constitution, constitutionVersion, spec, name } = run;
  const byId = /^[0-9a-f-]{36}$/i.test(endpoint) ? [{ id: endpoint }] : [];
  const [found, version, round, taken] = await Promise.all([
    db().endpoint.findFirst({
      where: { projectId, archivedAt: null, OR: [{ name: endpoint }, ...byId] },
      select: { id: true },
    }),
    findVersionByName(projectId, constitution, constitutionVersion),
    spec.roundId === null ? null : db().round.findFirst({ where: { id: spec.roundId, projectId }, select: { id: true } }),
    db().revisionRun.findFirst({ where: { projectId, name }, select: { id: true } }),
  ]);
  if (!found) {
    throw invalid("endpoint", `This project has no endpoint "${endpoint}". Add it on the judges' page, with a judge.`);
  }
  if (!version) {
    const which = constitutionVersion === undefined ? "" : ` in version ${constitutionVersion}`;
    throw invalid("constitution", `This project has no constitution "${constitution}"${which} that is not archived.`);
  }
  if (spec.roundId !== null && !round) throw notFound("The round");
  if (taken) {
    throw new AppError("conflict", `This project has a run "${name}" already. Take another name.`, {
      fields: [{ path: "name", message: "This name is taken." }],
    });
  }
  return { endpointId: found.id, constitutionVersionId: version.id };
}

function invalid(path: string, message: string): AppError {
  return new AppError("invalid", message, { fields: [{ path, message }] });
}

/** What costs nobody knows how much is only started with another limit. @throws AppError `invalid`. */
export async function refuseUnpriced(projectId: string, { capMicroDollars, capCalls, model }: RevisionInput): Promise<void> {
  const mend = `Add the price of ${model} to the project's prices (0 where it costs nothing)`;
  const project = await db().project.findUniqueOrThrow({
    where: { id: projectId },
    select: { capMicroDollars: true, dailyCapMicroDollars: true },
  });
  if (capMicroDollars !== null || project.capMicroDollars !== null || project.dailyCapMicroDollars !== null) {
    const whose = capMicroDollars === null ? "The project's cap" : "A cap";
    throw invalid("capMicroDollars", `${whose} on the cost needs the model's price. ${mend}.`);
  }
  if (capCalls === null) {
    throw invalid(
      "capCalls",
      `The model has no price, so nobody could say what this costs. ${mend}, or give the most calls that the run may make.`,
    );
  }
}

function nothingToBeginWith({ spec }: RevisionInput, examples: number): AppError {
  if (examples > 0) {
    return new AppError("invalid", "The few-shot set is about every prompt of this choice. Choose more, or other examples.");
  }
  return new AppError(
    "invalid",
    spec.begin.kind === "responses"
      ? "There is no such response here. Import some, or choose another model or round."
      : "There are no prompts here. Import some, choose another round, or give prompts as texts.",
  );
}

type NewRun = RevisionInput & Parts & { runId: string; projectId: string; price: Price | null; chosen: readonly Beginning[] };

async function insertRun(client: PoolClient, actor: Actor, run: NewRun): Promise<void> {
  const { spec, model, constitutionVersionId, endpointId } = run;
  const contentHash = createHash("sha256")
    .update(canonicalJson({ spec, model, endpointId, constitutionVersionId }))
    .digest("hex");
  await client.query(
    `insert into "RevisionRun" (id, "projectId", "endpointId", "constitutionVersionId", name, model, spec, "contentHash", concurrency,
       "capMicroDollars", "capCalls", "callMicroDollars", "createdById")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      run.runId,
      run.projectId,
      endpointId,
      constitutionVersionId,
      run.name,
      model,
      JSON.stringify(spec),
      contentHash,
      run.concurrency,
      run.capMicroDollars,
      run.capCalls,
      await estimateCall(client, run),
      userIdOf(actor),
    ],
  );
}

/** What a call costs at most by the estimate: caps reserve it for each call in flight. Null without a price. */
async function estimateCall(client: PoolClient, { price, spec, chosen }: NewRun): Promise<string | null> {
  const { rows } = await client.query<{ longest: number }>(
    `select coalesce(max(length(messages::text)), 0)::int as longest from "Prompt" where id = any($1::uuid[])`,
    [chosen.slice(0, ROWS_AT_ONCE).map(({ promptId }) => promptId)],
  );
  const examples = spec.fewShot.reduce((sum, example) => sum + Object.values(example).join("").length, 0);
  // Beside the prompt: the response and its critique, at their longest, and the requests.
  const tokensIn = Math.ceil(((rows[0]?.longest ?? 0) + examples) / CHARACTERS_PER_TOKEN) + 2 * spec.maxTokens + 200;
  return costMicroDollars(price, tokensIn, spec.maxTokens)?.toString() ?? null;
}

/** Chains are written in slices; `notBefore` rises by a millisecond, which is their order. */
async function insertChains(client: PoolClient, runId: string, chosen: readonly Beginning[]): Promise<void> {
  for (let done = 0; done < chosen.length; done += ROWS_AT_ONCE) {
    const rows = chosen.slice(done, done + ROWS_AT_ONCE);
    await client.query(
      `insert into "RevisionChain" (id, "runId", place, "promptId", "responseId", "notBefore")
       select t.id, $1, t.place, t.prompt, t.response, now() - make_interval(secs => ($2 - t.place) / 1000.0)
       from unnest($3::uuid[], $4::int[], $5::uuid[], $6::uuid[]) as t(id, place, prompt, response)`,
      [
        runId,
        chosen.length,
        rows.map(() => newId()),
        rows.map((_, index) => done + index + 1),
        rows.map(({ promptId }) => promptId),
        rows.map(({ responseId }) => responseId),
      ],
    );
  }
}
