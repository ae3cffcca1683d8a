import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { handle, parse } from "@/lib/http/handle";
import { getGate } from "@/lib/rounds/queue";

export const GET = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  return Response.json(await getGate(actor, parse(z.uuid(), params.roundId)));
});
