import "server-only";
import * as z from "zod";
import { once } from "@/lib/api/once";
import type { NewRun } from "@/lib/api/routes/judges";
import { getProject } from "@/lib/auth/access";
import type { KeyActor, UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { EndpointKey } from "@/lib/judges/endpoint-schema";
import { getJudge } from "@/lib/judges/queries";
import { controlRun } from "@/lib/judges/runs/control-run";
import { getRunProgress } from "@/lib/judges/runs/run-progress";
import { startJudgeRun } from "@/lib/judges/runs/start-run";
import { type SavedJudge, saveJudge } from "@/lib/judges/save-judge";
import type { JudgeDocument } from "@/lib/judges/schema";
import type { RunProgress } from "@/lib/judges/types";

const KEY_HEADER = "concord-endpoint-key";

/**
 * Stores a judge's document under the caller's id.
 *
 * @param judge - Id or name of the judge whose new version it is; left out, a new judge or one of that name.
 * @throws AppError as `saveJudge` and `once`; `invalid` when the document is another judge's.
 */
export async function saveOwnJudge(
  actor: UserActor | KeyActor,
  project: string,
  document: JudgeDocument,
  { id, request, judge }: { id: string; request: Request; judge?: string },
): Promise<SavedJudge> {
  const { id: projectId } = await getProject(actor, project, "research");
  if (judge !== undefined) {
    const { name } = await getJudge(actor, projectId, judge);
    if (name !== document.name) {
      const message = `The document's name is "${document.name}", and the judge's is "${name}".`;
      throw new AppError("invalid", message, { fields: [{ path: "name", message }] });
    }
  }
  const given = request.headers.get(KEY_HEADER);
  const key = given === null ? null : readKey(given);
  const { result } = await once(actor, { id, operation: `saveJudge ${projectId} ${judge ?? ""}`, body: document }, async () => ({
    ...(await saveJudge(actor, projectId, document, { key })),
  }));
  return result;
}

function readKey(given: string): string {
  const parsed = EndpointKey.safeParse(given);
  if (parsed.success && parsed.data !== "") return parsed.data;
  const message = parsed.error?.issues[0]?.message ?? "It is empty.";
  throw new AppError("invalid", `The header Concord-Endpoint-Key: ${message}`, { fields: [{ path: KEY_HEADER, message }] });
}

/** Starts a run under the caller's id. @throws AppError as `startJudgeRun` and `once`. */
export async function startOwnRun(actor: UserActor | KeyActor, project: string, input: NewRun): Promise<RunProgress> {
  const { id: projectId } = await getProject(actor, project, "research");
  const { id, judge, version, criterion, round, ...rest } = input;
  await once(actor, { id, operation: `startJudgeRun ${projectId}`, body: input }, async () => {
    const known = await db().judgeRun.findUnique({ where: { id }, select: { projectId: true } });
    if (known && known.projectId !== projectId) throw new AppError("conflict", "This id is taken. Make a new one (UUIDv7).");
    if (known) return { id };
    const { entry } = await getJudge(actor, projectId, judge, version);
    const criterionId = await findCriterion(projectId, criterion);
    const roundId = round === undefined ? null : await findRound(projectId, round);
    await startJudgeRun(actor, projectId, { ...rest, judgeVersionId: entry.versionId, criterionId, roundId }, { id });
    return { id };
  });
  return getRunProgress(actor, id, projectId);
}

/** Pauses, resumes or cancels a run of a project. @throws AppError `not_found`, `conflict`. */
export async function controlOwnRun(
  actor: UserActor | KeyActor,
  project: string,
  runId: string,
  action: "pause" | "resume" | "cancel",
): Promise<RunProgress> {
  const { id: projectId } = await getProject(actor, project, "research");
  await getRunProgress(actor, runId, projectId);
  await controlRun(actor, runId, action);
  return getRunProgress(actor, runId, projectId);
}

async function findCriterion(projectId: string, wanted: string | undefined): Promise<string> {
  const found = await db().criterion.findFirst({
    where: { projectId, archivedAt: null, ...(wanted === undefined ? {} : keyOrId("key", wanted)) },
    orderBy: { position: "asc" },
    select: { id: true },
  });
  if (found) return found.id;
  const message = wanted === undefined ? "The project has no criterion." : `The project has no criterion "${wanted}".`;
  throw new AppError("invalid", message, { fields: [{ path: "criterion", message }] });
}

async function findRound(projectId: string, wanted: string): Promise<string> {
  const number = /^\d{1,6}$/.test(wanted) ? Number(wanted) : null;
  const found = await db().round.findFirst({
    where: { projectId, ...(number === null ? { id: z.uuid().safeParse(wanted).data ?? { in: [] } } : { number }) },
    select: { id: true },
  });
  if (found) return found.id;
  const message = `The project has no round "${wanted}".`;
  throw new AppError("invalid", message, { fields: [{ path: "round", message }] });
}

function keyOrId(key: "key", wanted: string) {
  return z.uuid().safeParse(wanted).success ? { OR: [{ [key]: wanted }, { id: wanted }] } : { [key]: wanted };
}
