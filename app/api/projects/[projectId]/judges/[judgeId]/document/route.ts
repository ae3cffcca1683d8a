import { requireActor } from "@/lib/auth/actor";
import { handle, readQuery } from "@/lib/http/handle";
import { getJudgeDocument } from "@/lib/judges/versions/judge-document";
import { DocumentQuery } from "@/lib/judges/versions/schema";

export const GET = handle<{ projectId: string; judgeId: string }>(async (request, { projectId, judgeId }) => {
  const actor = await requireActor(request);
  const { version } = readQuery(request, DocumentQuery);
  const { fileName, document } = await getJudgeDocument(actor, projectId, judgeId, version);
  return new Response(`${JSON.stringify(document, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
    },
  });
});
