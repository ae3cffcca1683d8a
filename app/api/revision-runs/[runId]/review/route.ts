import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { handle, parse, readJson } from "@/lib/http/handle";
import { reviewStep } from "@/lib/revisions/review/review-step";
import { ReviewInput } from "@/lib/revisions/schema";

export const POST = handle<{ runId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  return Response.json(await reviewStep(actor, parse(z.uuid(), params.runId), await readJson(request, ReviewInput)));
});
