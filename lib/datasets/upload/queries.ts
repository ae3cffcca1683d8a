import "server-only";
import * as z from "zod";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import type { ImportProgress, ImportReport } from "@/lib/datasets/schema";
import type { ImportJobView } from "@/lib/datasets/upload-schema";
import { db } from "@/lib/db/client";
import type { ImportJobState, Prisma } from "@/lib/db/generated/client";
import { notFound } from "@/lib/errors";

const DAY_MS = 24 * 60 * 60 * 1000;
/** What ended without a dataset is told of for so long. */
const TOLD_DAYS = 7;
const MOST_LISTED = 20;

export const JOB_SELECT = {
  id: true,
  fileName: true,
  bytes: true,
  received: true,
  state: true,
  progress: true,
  report: true,
  error: true,
  touchedAt: true,
} as const satisfies Prisma.ImportJobSelect;

interface JobRow {
  id: string;
  fileName: string;
  bytes: bigint;
  received: bigint;
  state: ImportJobState;
  progress: unknown;
  report: unknown;
  error: string | null;
  touchedAt: Date;
}

/** A row as pages and programs read it. */
export function toView({ bytes, received, progress, report, touchedAt, ...rest }: JobRow): ImportJobView {
  return {
    ...rest,
    bytes: Number(bytes),
    received: Number(received),
    // What the two columns hold was written by run-job.ts alone.
    progress: progress as ImportProgress | null,
    report: report as ImportReport | null,
    touchedAt: touchedAt.toISOString(),
  };
}

/** One import. @throws AppError `not_found` when it is not there or its project not the actor's to read. */
export async function getImportJob(actor: Actor, project: string, id: string): Promise<ImportJobView> {
  const { id: projectId } = await getProject(actor, project, "read");
  const found = z.uuid().safeParse(id).success
    ? await db().importJob.findFirst({
        where: { id, projectId, project: projectsWhere(actor, "read") },
        select: JOB_SELECT,
      })
    : null;
  if (!found) throw notFound("The import");
  return toView(found);
}

/**
 * What of a project's imports made no dataset, the latest first: those under way, the actor's own unfinished files, and what failed, was
 * cancelled or stored nothing in the last days.
 */
export async function listImportJobs(actor: Actor, projectId: string): Promise<ImportJobView[]> {
  const userId = userIdOf(actor);
  const jobs = await db().importJob.findMany({
    where: {
      projectId,
      project: projectsWhere(actor, "read"),
      OR: [
        { state: { in: ["WAITING", "RUNNING"] } },
        ...(userId === null ? [] : [{ state: "UPLOADING" as const, createdById: userId }]),
        {
          touchedAt: { gt: new Date(Date.now() - TOLD_DAYS * DAY_MS) },
          OR: [{ state: { in: ["FAILED", "CANCELLED"] } }, { state: "DONE", report: { path: ["stored"], equals: false } }],
        },
      ],
    },
    orderBy: [{ touchedAt: "desc" }, { id: "desc" }],
    take: MOST_LISTED,
    select: JOB_SELECT,
  });
  return jobs.map(toView);
}
