import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { getConstitution } from "@/lib/constitutions/get-constitution";
import { handle, readQuery } from "@/lib/http/handle";

const Query = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() });

export const GET = handle<{ projectId: string; constitutionId: string }>(async (request, { projectId, constitutionId }) => {
  const actor = await requireActor(request);
  const { version } = readQuery(request, Query);
  const found = await getConstitution(actor, projectId, constitutionId, version);
  return new Response(`${JSON.stringify(found.document, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json",
      "Content-Disposition": `attachment; filename="constitution-v${found.version}.json"`,
    },
  });
});
