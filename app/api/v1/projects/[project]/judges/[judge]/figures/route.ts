import { requireActor } from "@/lib/auth/actor";
import { handle, readQuery } from "@/lib/http/handle";
import { getJudgeFigures } from "@/lib/judge-figures/queries";
import { FiguresOptions } from "@/lib/judge-figures/schema";

export const GET = handle<{ project: string; judge: string }>(async (request, { project, judge }) => {
  const actor = await requireActor(request);
  return Response.json(await getJudgeFigures(actor, project, judge, readQuery(request, FiguresOptions)));
});
