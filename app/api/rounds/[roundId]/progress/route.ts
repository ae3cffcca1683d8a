import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { handle, parse } from "@/lib/http/handle";
import { getRoundProgress } from "@/lib/rounds/progress";

export const GET = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  return Response.json(await getRoundProgress(actor, parse(z.uuid(), params.roundId)));
});
