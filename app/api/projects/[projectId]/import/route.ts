import { requireUser } from "@/lib/auth/actor";
import { importAsEvents } from "@/lib/datasets/import-as-events";
import { bodyOf, ImportQuery } from "@/lib/datasets/import-request";
import { handle, readQuery } from "@/lib/http/handle";

export const dynamic = "force-dynamic";

export const POST = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireUser(request);
  const query = readQuery(request, ImportQuery);
  const events = await importAsEvents(actor, projectId, bodyOf(request), query, request.signal);
  return new Response(events, { headers: { "Content-Type": "application/x-ndjson" } });
});
