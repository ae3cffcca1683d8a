import { requireActor } from "@/lib/auth/actor";
import { handle, readQuery } from "@/lib/http/handle";
import { ExampleQuery } from "@/lib/judges/schema";
import { findExample } from "@/lib/judges/spec/find-example";

export const GET = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireActor(request);
  const { comparison } = readQuery(request, ExampleQuery);
  return Response.json(await findExample(actor, projectId, comparison));
});
