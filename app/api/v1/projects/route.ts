import { listProjectPage } from "@/lib/api/reads/projects";
import { createProject, listProjects } from "@/lib/api/routes/projects";
import { serve } from "@/lib/api/serve";
import { createOwnProject } from "@/lib/api/writes/projects";

export const GET = serve(listProjects, ({ actor, query }) => listProjectPage(actor, query));

export const POST = serve(createProject, ({ actor, body }) => createOwnProject(actor, body));
