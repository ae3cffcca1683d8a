import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { getRunFacts, type RunFacts } from "@/lib/judges/runs/run-facts";
import { refuseOtherFormat } from "./refuse-other-format";

/**
 * A run whose calls travel in files, for who may research.
 *
 * @throws AppError `not_found`; `conflict` for a run that makes its calls itself, or was cancelled.
 */
export async function getBatchRun(actor: Actor, runId: string): Promise<RunFacts> {
  const run = await db().judgeRun.findFirst({
    where: { id: runId, project: projectsWhere(actor, "research") },
    select: { isBatch: true, state: true, judgeVersion: { select: { endpoint: { select: { provider: true } } } } },
  });
  if (!run) throw notFound("The run");
  if (!run.isBatch)
    throw new AppError("conflict", "This run makes its calls itself. Start a run as a file to have its requests.");
  if (run.state === "CANCELLED")
    throw new AppError("conflict", "This run was cancelled. A new one makes only the calls that are missing.");
  refuseOtherFormat(run.judgeVersion.endpoint.provider);
  return getRunFacts(runId);
}
