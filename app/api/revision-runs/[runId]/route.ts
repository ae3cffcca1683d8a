import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { handle, parse, readJson } from "@/lib/http/handle";
import { controlRevisionRun } from "@/lib/revisions/runs/control-run";
import { getRevisionProgress } from "@/lib/revisions/runs/run-progress";
import { RevisionAction } from "@/lib/revisions/schema";

export const GET = handle<{ runId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  return Response.json(await getRevisionProgress(actor, parse(z.uuid(), params.runId)));
});

export const POST = handle<{ runId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  const runId = parse(z.uuid(), params.runId);
  const asked = await readJson(request, RevisionAction);
  await controlRevisionRun(actor, runId, asked.action, asked.action === "resume" ? asked.caps : undefined);
  return Response.json(await getRevisionProgress(actor, runId));
});
