import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { bodyOf } from "@/lib/datasets/import-request";
import { handle, parse } from "@/lib/http/handle";
import { importAnswers } from "@/lib/judges/batch/import-answers";
import { toAnswerLines } from "@/lib/judges/batch/to-answer-lines";

export const dynamic = "force-dynamic";

export const POST = handle<{ runId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  return Response.json(await importAnswers(actor, parse(z.uuid(), params.runId), toAnswerLines(bodyOf(request))));
});
