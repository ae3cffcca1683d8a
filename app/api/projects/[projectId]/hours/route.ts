import { requireActor } from "@/lib/auth/actor";
import { getProjectHours, toHoursCsv } from "@/lib/hours/queries";
import { HoursQuery } from "@/lib/hours/schema";
import { handle, readQuery } from "@/lib/http/handle";

export const GET = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireActor(request);
  const report = await getProjectHours(actor, projectId, readQuery(request, HoursQuery));
  return new Response(toHoursCsv(report), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="hours-${report.from}-${report.to}.csv"`,
    },
  });
});
