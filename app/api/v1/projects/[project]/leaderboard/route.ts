import { requireActor } from "@/lib/auth/actor";
import { handle, readQuery } from "@/lib/http/handle";
import { getLeaderboard } from "@/lib/judge-figures/leaderboard";
import { LeaderboardOptions } from "@/lib/judge-figures/schema";

export const GET = handle<{ project: string }>(async (request, { project }) => {
  const actor = await requireActor(request);
  return Response.json(await getLeaderboard(actor, project, readQuery(request, LeaderboardOptions)));
});
