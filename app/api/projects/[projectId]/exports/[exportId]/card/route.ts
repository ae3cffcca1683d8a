import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { getExport } from "@/lib/datasets/export/queries";
import { toDatasetCard } from "@/lib/datasets/release/dataset-card";
import { notFound } from "@/lib/errors";
import { handle, parse } from "@/lib/http/handle";

export const GET = handle<{ projectId: string; exportId: string }>(async (request, { projectId, exportId }) => {
  const actor = await requireActor(request);
  const { manifest, release, releaseNote } = await getExport(actor, projectId, parse(z.uuid(), exportId));
  if (manifest === null) throw notFound("The card");
  const card = toDatasetCard(manifest, release === null ? null : { number: release, note: releaseNote ?? "" });
  return new Response(card, {
    headers: { "Content-Type": "text/markdown; charset=utf-8", "Content-Disposition": 'attachment; filename="README.md"' },
  });
});
