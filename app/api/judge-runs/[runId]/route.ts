import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { handle, parse, readJson } from "@/lib/http/handle";
import { RunAction } from "@/lib/judges/run-schema";
import { controlRun } from "@/lib/judges/runs/control-run";
import { getRunProgress } from "@/lib/judges/runs/run-progress";

export const GET = handle<{ runId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  return Response.json(await getRunProgress(actor, parse(z.uuid(), params.runId)));
});

export const POST = handle<{ runId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  const runId = parse(z.uuid(), params.runId);
  const { action } = await readJson(request, RunAction);
  await controlRun(actor, runId, action);
  return Response.json(await getRunProgress(actor, runId));
});
