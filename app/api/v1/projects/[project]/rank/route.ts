import { requireActor } from "@/lib/auth/actor";
import { handle, readQuery } from "@/lib/http/handle";
import { getRankReport } from "@/lib/ranking/queries";
import { RankOptions } from "@/lib/ranking/schema";

export const GET = handle<{ project: string }>(async (request, { project }) => {
  const actor = await requireActor(request);
  return Response.json(await getRankReport(actor, project, readQuery(request, RankOptions)));
});
