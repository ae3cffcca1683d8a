import * as z from "zod";
import { ExportDocument } from "@/lib/api/documents/export";
import { Id, OwnId, PageQuery, ProjectRef, pageOf } from "@/lib/api/parts";
import { defineRoute } from "@/lib/api/route";
import { ExportInput } from "@/lib/datasets/export-schema";

export const listExports = defineRoute({
  id: "listExports",
  method: "GET",
  path: "/projects/{project}/exports",
  group: "Exports",
  summary: "List the exports",
  description: "The newest first.",
  access: "read",
  params: { project: ProjectRef },
  query: PageQuery,
  answer: { status: 200, schema: pageOf(ExportDocument) },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/exports"',
});

/** An export to write. */
export const NewExport = z.strictObject({ id: OwnId, ...ExportInput.shape }).meta({ id: "NewExport" });
export type NewExport = z.infer<typeof NewExport>;

export const startExport = defineRoute({
  id: "startExport",
  method: "POST",
  path: "/projects/{project}/exports",
  group: "Exports",
  summary: "Write a dataset",
  description:
    "It is written while you go on, from one view of the labels as they stand now. Read it until its state is DONE, then its file. A key that reads is enough for the file, writing one needs a key that writes.",
  access: "write",
  params: { project: ProjectRef },
  body: { type: "application/json", schema: NewExport },
  answer: { status: 202, schema: ExportDocument },
  refusals: [409],
  example: `-X POST "$CONCORD_URL/api/v1/projects/household-assistant/exports" -H "Content-Type: application/json" \\
  -d '{"id": "0198c0de-0000-7000-8000-000000000007", "format": "trl"}'`,
});

export const getExport = defineRoute({
  id: "getExport",
  method: "GET",
  path: "/projects/{project}/exports/{export}",
  group: "Exports",
  summary: "Watch an export",
  description: "Its state, and its manifest once it is done.",
  access: "read",
  params: { project: ProjectRef, export: Id },
  answer: { status: 200, schema: ExportDocument },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/exports/0198c0de-0000-7000-8000-000000000007"',
});

export const getExportFile = defineRoute({
  id: "getExportFile",
  method: "GET",
  path: "/projects/{project}/exports/{export}/file",
  group: "Exports",
  summary: "Download an export",
  description:
    "Streamed. A broken download goes on with `Range: bytes=N-` (206) and `If-Range` with its ETag, the file's SHA-256.",
  access: "read",
  params: { project: ProjectRef, export: Id },
  answer: { status: 200, schema: z.unknown(), file: "application/octet-stream" },
  example:
    '-C - -o preferences.jsonl "$CONCORD_URL/api/v1/projects/household-assistant/exports/0198c0de-0000-7000-8000-000000000007/file"',
});
