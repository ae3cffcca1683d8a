import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { handle, parse, readQuery } from "@/lib/http/handle";
import { listOwnAnswers } from "@/lib/rounds/own-answers";
import { OwnAnswersQuery } from "@/lib/rounds/schema";

export const GET = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  return Response.json(await listOwnAnswers(actor, parse(z.uuid(), params.roundId), readQuery(request, OwnAnswersQuery)));
});
