import * as z from "zod";
import { Time } from "@/lib/api/parts";
import { RunSampling } from "@/lib/judges/run-schema";

const counted = z.int().min(0);
const Money = z.number().nullable().meta({ description: "In millionths of a dollar; null when nobody knows." });
const RunState = z.enum(["RUNNING", "PAUSED", "CANCELLED", "DONE"]);

/** A version of a judge, with what it has done. */
export const JudgeVersionEntry = z
  .object({
    versionId: z.uuid(),
    version: z.int(),
    model: z.string(),
    endpoint: z.string(),
    runs: counted,
    openRun: z.object({ id: z.uuid(), state: RunState }).nullable(),
    labels: counted,
    invalid: counted.meta({ description: "Labels whose verdict could not be read." }),
    calls: counted,
    tokensIn: counted,
    tokensOut: counted,
    costMicroDollars: Money,
  })
  .meta({ id: "JudgeVersion" });
export type JudgeVersionEntry = z.infer<typeof JudgeVersionEntry>;

/** A judge in a list, with its newest version. */
export const JudgeEntryDocument = z
  .object({ id: z.uuid(), name: z.string(), versions: counted, latest: JudgeVersionEntry })
  .meta({ id: "JudgeEntry" });
export type JudgeEntryDocument = z.infer<typeof JudgeEntryDocument>;

/** A judge whole, with the document that makes it again. */
export const JudgeDetailDocument = z
  .object({
    id: z.uuid(),
    name: z.string(),
    versionId: z.uuid(),
    version: z.int(),
    versions: z.array(z.int()),
    contentHash: z.string(),
    createdAt: Time,
    archivedAt: Time.nullable(),
    document: z
      .record(z.string(), z.unknown())
      .meta({ description: "What POST takes: the endpoint by its name, all settings of the version." }),
  })
  .meta({ id: "Judge" });
export type JudgeDetailDocument = z.infer<typeof JudgeDetailDocument>;

/** What became of a judge's document. */
export const SavedJudgeDocument = z
  .strictObject({
    judgeId: z.uuid(),
    versionId: z.uuid(),
    version: z.int(),
    outcome: z.enum(["created", "new version", "unchanged"]),
  })
  .meta({ id: "SavedJudge" });

/** A run in a list. */
export const RunEntryDocument = z
  .strictObject({
    id: z.uuid(),
    state: RunState,
    judge: z.strictObject({ id: z.uuid(), name: z.string(), version: z.int() }),
    criterion: z.string(),
    round: z.int().nullable(),
    comparisons: counted,
    calls: counted,
    answered: counted,
    failed: counted,
    createdAt: Time,
    finishedAt: Time.nullable(),
  })
  .meta({ id: "JudgeRunEntry" });
export type RunEntryDocument = z.infer<typeof RunEntryDocument>;

/** How far a run is. */
export const RunDocument = z
  .object({
    id: z.uuid(),
    state: RunState,
    pauseReason: z.string().nullable(),
    judge: z.object({ id: z.uuid(), name: z.string(), version: z.int(), versionId: z.uuid() }),
    criterion: z.string(),
    round: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    sampling: RunSampling,
    concurrency: z.int(),
    comparisons: counted,
    excludedExamples: counted,
    createdAt: Time,
    finishedAt: Time.nullable(),
    calls: z.object({ total: counted, answered: counted, failed: counted, waiting: counted, inFlight: counted }),
    perMinute: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    tokensIn: counted,
    tokensOut: counted,
    attempts: counted,
    costMicroDollars: Money,
    costToComeMicroDollars: Money,
    capMicroDollars: z.number().nullable(),
    capCalls: z.int().nullable(),
    isBatch: z.boolean(),
  })
  .meta({ id: "JudgeRun" });
