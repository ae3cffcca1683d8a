import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import { requireActor } from "@/lib/auth/actor";
import { handle, readQuery } from "@/lib/http/handle";

export const GET = handle<{ project: string }>(async (request, { project }) => {
  const actor = await requireActor(request);
  return Response.json(await getAgreementReport(actor, project, readQuery(request, AgreementOptions)));
});
