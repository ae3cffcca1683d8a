import { getProjectDocument } from "@/lib/api/reads/projects";
import { changeProject, getProject } from "@/lib/api/routes/projects";
import { serve } from "@/lib/api/serve";
import { changeProjectBy } from "@/lib/api/writes/projects";

export const GET = serve(getProject, ({ actor, params }) => getProjectDocument(actor, params.project));

export const PATCH = serve(changeProject, ({ actor, params, body, request }) =>
  changeProjectBy(actor, params.project, body, request),
);
