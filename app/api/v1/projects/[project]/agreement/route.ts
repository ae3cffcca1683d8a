import { getAgreementReport } from "@/lib/agreement/queries";
import { getAgreement } from "@/lib/api/routes/reports";
import { serve } from "@/lib/api/serve";

export const GET = serve(getAgreement, ({ actor, params, query }) => getAgreementReport(actor, params.project, query));
