import * as z from "zod";
import {
  JudgeDetailDocument,
  JudgeEntryDocument,
  JudgeVersionEntry,
  RunDocument,
  RunEntryDocument,
  SavedJudgeDocument,
} from "@/lib/api/documents/judges";
import { Id, OwnId, PageQuery, ProjectRef, pageOf, Word } from "@/lib/api/parts";
import { defineRoute } from "@/lib/api/route";
import { RunInput } from "@/lib/judges/run-schema";
import { JudgeDocument } from "@/lib/judges/schema";

const JudgeRef = Word(200).meta({ description: "Id or name of the judge.", example: "Local" });

export const listJudges = defineRoute({
  id: "listJudges",
  method: "GET",
  path: "/projects/{project}/judges",
  group: "Judges",
  summary: "List the judges",
  description: "Each with its newest version and what that has done.",
  access: "read",
  params: { project: ProjectRef },
  query: PageQuery,
  answer: { status: 200, schema: pageOf(JudgeEntryDocument) },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/judges"',
});

const SAVE =
  "The same document as `concord judge create --file` takes; equal settings are the version that has them already. Where the document makes an endpoint, its key may stand in the header `Concord-Endpoint-Key`; it is kept encrypted and never read back.";

export const createJudge = defineRoute({
  id: "createJudge",
  method: "POST",
  path: "/projects/{project}/judges",
  group: "Judges",
  summary: "Make a judge, or a new version of it",
  description: SAVE,
  access: "write",
  params: { project: ProjectRef },
  query: z.strictObject({ id: OwnId }),
  body: { type: "application/json", schema: JudgeDocument },
  answer: { status: 201, schema: SavedJudgeDocument },
  refusals: [409],
  example: `-X POST "$CONCORD_URL/api/v1/projects/household-assistant/judges?id=0198c0de-0000-7000-8000-000000000004" \\
  -H "Content-Type: application/json" -d @judge.json`,
});

export const getJudge = defineRoute({
  id: "getJudge",
  method: "GET",
  path: "/projects/{project}/judges/{judge}",
  group: "Judges",
  summary: "Read a judge",
  description: "One version of it, the newest unless `version` says otherwise, and the document that makes it again.",
  access: "read",
  params: { project: ProjectRef, judge: JudgeRef },
  query: z.strictObject({ version: z.coerce.number("Write a whole number.").int().min(1).max(1_000_000).optional() }),
  answer: { status: 200, schema: JudgeDetailDocument },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/judges/Local"',
});

export const listJudgeVersions = defineRoute({
  id: "listJudgeVersions",
  method: "GET",
  path: "/projects/{project}/judges/{judge}/versions",
  group: "Judges",
  summary: "List a judge's versions",
  description: "The oldest first. A version never changes.",
  access: "read",
  params: { project: ProjectRef, judge: JudgeRef },
  query: PageQuery,
  answer: { status: 200, schema: pageOf(JudgeVersionEntry) },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/judges/Local/versions"',
});

export const createJudgeVersion = defineRoute({
  id: "createJudgeVersion",
  method: "POST",
  path: "/projects/{project}/judges/{judge}/versions",
  group: "Judges",
  summary: "Make a new version of a judge",
  description: `${SAVE} Its \`name\` is the judge's.`,
  access: "write",
  params: { project: ProjectRef, judge: JudgeRef },
  query: z.strictObject({ id: OwnId }),
  body: { type: "application/json", schema: JudgeDocument },
  answer: { status: 201, schema: SavedJudgeDocument },
  refusals: [409],
  example: `-X POST "$CONCORD_URL/api/v1/projects/household-assistant/judges/Local/versions?id=0198c0de-0000-7000-8000-000000000005" \\
  -H "Content-Type: application/json" -d @judge.json`,
});

export const listJudgeRuns = defineRoute({
  id: "listJudgeRuns",
  method: "GET",
  path: "/projects/{project}/judge-runs",
  group: "Judges",
  summary: "List the runs of judges",
  description: "The newest first.",
  access: "read",
  params: { project: ProjectRef },
  query: PageQuery.extend({ judge: Word(200).optional().meta({ description: "Id or name of a judge." }) }),
  answer: { status: 200, schema: pageOf(RunEntryDocument) },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/judge-runs"',
});

const { sampling, concurrency, capMicroDollars, capCalls, isBatch } = RunInput.shape;

/** A run to start. */
export const NewRun = z
  .strictObject({
    id: OwnId,
    judge: JudgeRef,
    version: z.int().min(1).max(1_000_000).optional().meta({ description: "The newest when left out." }),
    criterion: Word(200).optional().meta({ description: "A criterion's key or id; the first when left out." }),
    round: Word(100).optional().meta({ description: "Number or id of a round; the whole project when left out." }),
    sampling: sampling.default({ kind: "all" }),
    concurrency,
    capMicroDollars: capMicroDollars.meta({ description: "The run pauses before it would pass this." }),
    capCalls: capCalls.meta({ description: "The most calls; needed where the model has no price." }),
    isBatch: isBatch.meta({ description: "Its requests leave as a file." }),
  })
  .meta({ id: "NewJudgeRun" });
export type NewRun = z.infer<typeof NewRun>;

export const startJudgeRun = defineRoute({
  id: "startJudgeRun",
  method: "POST",
  path: "/projects/{project}/judge-runs",
  group: "Judges",
  summary: "Let a judge label",
  description: "No call is made twice: what the version has answered before is not asked again. Read the run to watch it.",
  access: "write",
  params: { project: ProjectRef },
  body: { type: "application/json", schema: NewRun },
  answer: { status: 201, schema: RunDocument },
  refusals: [402, 409],
  example: `-X POST "$CONCORD_URL/api/v1/projects/household-assistant/judge-runs" -H "Content-Type: application/json" \\
  -d '{"id": "0198c0de-0000-7000-8000-000000000006", "judge": "Local", "sampling": {"kind": "random", "n": 100, "seed": 7}, "capCalls": 200}'`,
});

export const getJudgeRun = defineRoute({
  id: "getJudgeRun",
  method: "GET",
  path: "/projects/{project}/judge-runs/{run}",
  group: "Judges",
  summary: "Watch a run",
  description: "Counts, rate, cost so far and to come, as `concord judge run --json` prints them.",
  access: "read",
  params: { project: ProjectRef, run: Id },
  answer: { status: 200, schema: RunDocument },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/judge-runs/0198c0de-0000-7000-8000-000000000006"',
});

export const controlJudgeRun = defineRoute({
  id: "controlJudgeRun",
  method: "POST",
  path: "/projects/{project}/judge-runs/{run}/{action}",
  group: "Judges",
  summary: "Pause, resume or cancel a run",
  description: "Calls in flight end and are kept. What is so already is acknowledged.",
  access: "write",
  params: { project: ProjectRef, run: Id, action: z.enum(["pause", "resume", "cancel"]) },
  answer: { status: 200, schema: RunDocument },
  refusals: [409],
  example: '-X POST "$CONCORD_URL/api/v1/projects/household-assistant/judge-runs/0198c0de-0000-7000-8000-000000000006/pause"',
});
