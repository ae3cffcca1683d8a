import * as z from "zod";
import { ProjectDocument, ProjectEntry } from "@/lib/api/documents/project";
import { OwnId, PageQuery, ProjectRef, pageOf } from "@/lib/api/parts";
import { defineRoute } from "@/lib/api/route";
import { Labelling } from "@/lib/projects/labelling-schema";
import { ProjectDetails, ProjectInput, ScaleInput } from "@/lib/projects/schema";

const versionOf = ({ counts, ...settings }: ProjectDocument) => [settings, counts] as const;

export const listProjects = defineRoute({
  id: "listProjects",
  method: "GET",
  path: "/projects",
  group: "Projects",
  summary: "List the projects that the key reads",
  description: "By age, archived ones too.",
  access: "read",
  query: PageQuery,
  answer: { status: 200, schema: pageOf(ProjectEntry) },
  example: '"$CONCORD_URL/api/v1/projects?limit=20"',
});

/** A project to make. */
export const NewProject = ProjectInput.extend({ id: OwnId }).meta({ id: "NewProject" });

export const createProject = defineRoute({
  id: "createProject",
  method: "POST",
  path: "/projects",
  group: "Projects",
  summary: "Make a project",
  description: "Its owner is whoever owns the key. A key that is scoped to projects makes none.",
  access: "write",
  body: { type: "application/json", schema: NewProject },
  answer: { status: 201, schema: ProjectDocument, versionOf },
  refusals: [409],
  example: `-X POST "$CONCORD_URL/api/v1/projects" -H "Content-Type: application/json" \\
  -d '{"id": "0198c0de-0000-7000-8000-000000000001", "name": "Household assistant", "scale": {"preset": "HH_HELPFUL"}}'`,
});

export const getProject = defineRoute({
  id: "getProject",
  method: "GET",
  path: "/projects/{project}",
  group: "Projects",
  summary: "Read a project",
  description: "Its settings, scale, criteria and counts, as `concord project show --json` prints them.",
  access: "read",
  params: { project: ProjectRef },
  answer: { status: 200, schema: ProjectDocument, versionOf },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant"',
});

const { rationale, confidence, edits, ratings, showsOwnResults, contentWarning, consent } = Labelling.shape;

/** What may be changed of a project; what is left out stays. */
export const ProjectChange = z
  .strictObject({
    name: ProjectDetails.shape.name,
    description: ProjectDetails.shape.description,
    scale: ScaleInput,
    // Without the defaults, which would change what was left out.
    labelling: z
      .strictObject({
        rationale: rationale.unwrap(),
        confidence: confidence.unwrap(),
        edits: edits.unwrap(),
        ratings: ratings.unwrap(),
        showsOwnResults: showsOwnResults.unwrap(),
        contentWarning: contentWarning.unwrap(),
        consent: consent.unwrap(),
      })
      .partial(),
    archived: z.boolean().meta({ description: "An archived project is read-only. Only its owner says so." }),
  })
  .partial()
  .meta({ id: "ProjectChange" });
export type ProjectChange = z.infer<typeof ProjectChange>;

export const changeProject = defineRoute({
  id: "changeProject",
  method: "PATCH",
  path: "/projects/{project}",
  group: "Projects",
  summary: "Change a project's name and settings",
  description:
    "What is left out stays; the same change again changes nothing. The scale is fixed once there is a label. With `If-Match` and the ETag of what you read, nothing that somebody else changed since is overwritten (412).",
  access: "write",
  params: { project: ProjectRef },
  body: { type: "application/json", schema: ProjectChange },
  answer: { status: 200, schema: ProjectDocument, versionOf },
  refusals: [409, 412],
  example: `-X PATCH "$CONCORD_URL/api/v1/projects/household-assistant" -H "Content-Type: application/json" \\
  -d '{"description": "Answers about household questions.", "labelling": {"rationale": "required"}}'`,
});
