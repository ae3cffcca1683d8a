import { listVersionPage } from "@/lib/api/reads/judges";
import { createJudgeVersion, listJudgeVersions } from "@/lib/api/routes/judges";
import { serve } from "@/lib/api/serve";
import { saveOwnJudge } from "@/lib/api/writes/judges";

export const GET = serve(listJudgeVersions, ({ actor, params, query }) =>
  listVersionPage(actor, params.project, params.judge, query),
);

export const POST = serve(createJudgeVersion, ({ actor, params, query, body, request }) =>
  saveOwnJudge(actor, params.project, body, { id: query.id, request, judge: params.judge }),
);
