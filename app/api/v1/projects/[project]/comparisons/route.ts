import { listComparisonPage, streamComparisons } from "@/lib/api/reads/comparisons";
import { importComparisons, listComparisons } from "@/lib/api/routes/data";
import { serve, streamLines, wantsLines } from "@/lib/api/serve";
import { importOwn } from "@/lib/api/writes/comparisons";

export const GET = serve(listComparisons, async ({ actor, params, query, request }) =>
  wantsLines(request)
    ? streamLines(await streamComparisons(actor, params.project, query))
    : listComparisonPage(actor, params.project, query),
);

export const POST = serve(importComparisons, ({ actor, params, query, request }) =>
  importOwn(actor, params.project, query, request),
);
