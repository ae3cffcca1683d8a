import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { getExportFile } from "@/lib/datasets/export/queries";
import { typeOfFile } from "@/lib/datasets/export/type-of-file";
import { handle, parse, readQuery } from "@/lib/http/handle";
import { serveFile } from "@/lib/http/serve-file";

const FileQuery = z.strictObject({ place: z.coerce.number().int().min(0).max(9).default(0) });

export const GET = handle<{ projectId: string; exportId: string }>(async (request, { projectId, exportId }) => {
  const actor = await requireActor(request);
  const { place } = readQuery(request, FileQuery);
  const { file, bytes, sha256, name } = await getExportFile(actor, projectId, parse(z.uuid(), exportId), place);
  return serveFile(request, { file, bytes, sha256, name, type: typeOfFile(name) });
});
