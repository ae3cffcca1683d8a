import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { handle, parse, readJson } from "@/lib/http/handle";
import { leaveRound } from "@/lib/rounds/members/leave-round";

export const POST = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  await readJson(request, z.strictObject({}));
  await leaveRound(actor, parse(z.uuid(), params.roundId));
  return Response.json({});
});
