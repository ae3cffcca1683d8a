import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { handle, parse, readJson } from "@/lib/http/handle";
import { RunAction } from "@/lib/judges/run-schema";
import { controlRun } from "@/lib/judges/runs/control-run";
import { getRunProgress } from "@/lib/judges/runs/run-progress";
import { setRunCaps } from "@/lib/judges/runs/set-run-caps";

export const GET = handle<{ runId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  return Response.json(await getRunProgress(actor, parse(z.uuid(), params.runId)));
});

export const POST = handle<{ runId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  const runId = parse(z.uuid(), params.runId);
  const input = await readJson(request, RunAction);
  if (input.action === "caps")
    await setRunCaps(actor, runId, { capMicroDollars: input.capMicroDollars, capCalls: input.capCalls });
  else await controlRun(actor, runId, input.action, input.action === "retry" ? input.kind : undefined);
  return Response.json(await getRunProgress(actor, runId));
});
