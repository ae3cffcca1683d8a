import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { handle, parse, readQuery } from "@/lib/http/handle";
import { getOwnItem } from "@/lib/rounds/queue";
import { OwnItemQuery } from "@/lib/rounds/schema";

export const GET = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  const { token } = readQuery(request, OwnItemQuery);
  return Response.json(await getOwnItem(actor, parse(z.uuid(), params.roundId), token));
});
