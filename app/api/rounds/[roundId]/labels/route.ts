import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { handle, parse, readQuery } from "@/lib/http/handle";
import { getMyLabels } from "@/lib/rounds/queue";
import { QueueQuery } from "@/lib/rounds/schema";

export const GET = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  return Response.json(await getMyLabels(actor, parse(z.uuid(), params.roundId), readQuery(request, QueueQuery)));
});
