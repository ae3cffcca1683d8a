import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { handle, parse } from "@/lib/http/handle";
import { getTraining, retryTraining } from "@/lib/training/training";

export const GET = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  return Response.json(await getTraining(actor, parse(z.uuid(), params.roundId)));
});

export const POST = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  await retryTraining(actor, parse(z.uuid(), params.roundId));
  return Response.json({});
});
