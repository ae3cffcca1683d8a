import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { getOwnResults } from "@/lib/gold/own-results";
import { handle, parse } from "@/lib/http/handle";

export const GET = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  return Response.json({ results: await getOwnResults(actor, parse(z.uuid(), params.roundId)) });
});
