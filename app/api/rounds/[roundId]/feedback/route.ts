import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { handle, parse, readQuery } from "@/lib/http/handle";
import { getFeedback } from "@/lib/training/get-feedback";
import { FeedbackQuery } from "@/lib/training/schema";

export const GET = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  const { token } = readQuery(request, FeedbackQuery);
  return Response.json(await getFeedback(actor, parse(z.uuid(), params.roundId), token));
});
