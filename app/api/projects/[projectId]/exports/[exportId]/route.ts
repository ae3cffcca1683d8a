import * as z from "zod";
import { requireActor, requireUser } from "@/lib/auth/actor";
import { cancelExport } from "@/lib/datasets/export/jobs/start-export";
import { getExport } from "@/lib/datasets/export/queries";
import { handle, parse } from "@/lib/http/handle";

type Params = { projectId: string; exportId: string };

export const GET = handle<Params>(async (request, { projectId, exportId }) => {
  const actor = await requireActor(request);
  return Response.json(await getExport(actor, projectId, parse(z.uuid(), exportId)));
});

export const DELETE = handle<Params>(async (request, { projectId, exportId }) => {
  const actor = await requireUser(request);
  await cancelExport(actor, projectId, parse(z.uuid(), exportId));
  return Response.json({ state: "CANCELLED" });
});
