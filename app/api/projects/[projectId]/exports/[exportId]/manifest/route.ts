import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { getExportFile } from "@/lib/datasets/export/queries";
import { handle, parse } from "@/lib/http/handle";

export const GET = handle<{ projectId: string; exportId: string }>(async (request, { projectId, exportId }) => {
  const actor = await requireActor(request);
  const { manifest } = await getExportFile(actor, projectId, parse(z.uuid(), exportId));
  return new Response(`${JSON.stringify(manifest, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json",
      "Content-Disposition": `attachment; filename="${manifest.file.name}.manifest.json"`,
    },
  });
});
