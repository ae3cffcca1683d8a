import { listLabelPage, streamLabels } from "@/lib/api/reads/labels";
import { listLabels, writeLabels } from "@/lib/api/routes/data";
import { sendsLines, serve, streamLines, wantsLines } from "@/lib/api/serve";
import { streamOwnLabels, writeOwnLabels } from "@/lib/api/writes/labels";

export const GET = serve(listLabels, async ({ actor, params, query, request }) =>
  wantsLines(request)
    ? streamLines(await streamLabels(actor, params.project, query))
    : listLabelPage(actor, params.project, query),
);

export const POST = serve(writeLabels, async ({ actor, params, body, request }) =>
  sendsLines(request)
    ? streamLines(await streamOwnLabels(actor, params.project, request))
    : { acknowledgements: await writeOwnLabels(actor, params.project, body.labels) },
);
