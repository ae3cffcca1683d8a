import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { handle, parse } from "@/lib/http/handle";
import { listOwnQuestions, markAnswersSeen } from "@/lib/questions/own-questions";

export const GET = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  return Response.json(await listOwnQuestions(actor, parse(z.uuid(), params.roundId)));
});

/** The answers have been seen. */
export const POST = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  await markAnswersSeen(actor, parse(z.uuid(), params.roundId));
  return new Response(null, { status: 204 });
});
