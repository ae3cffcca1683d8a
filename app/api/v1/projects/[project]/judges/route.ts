import { listJudgePage } from "@/lib/api/reads/judges";
import { createJudge, listJudges } from "@/lib/api/routes/judges";
import { serve } from "@/lib/api/serve";
import { saveOwnJudge } from "@/lib/api/writes/judges";

export const GET = serve(listJudges, ({ actor, params, query }) => listJudgePage(actor, params.project, query));

export const POST = serve(createJudge, ({ actor, params, query, body, request }) =>
  saveOwnJudge(actor, params.project, body, { id: query.id, request }),
);
