import "server-only";
import { appendAudit } from "@/lib/audit/append";
import type { Actor } from "@/lib/auth/types";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { runBaseline } from "@/lib/judges/baselines";
import { createProject, mayCreateProjects } from "@/lib/projects/create-project";
import { DEMO_DESCRIPTION, DEMO_GUIDELINES } from "@/prisma/scenarios/demo/demo-guidelines";
import { DEMO_JUDGES } from "@/prisma/scenarios/demo/demo-judges";
import { labelAsPeople } from "@/prisma/scenarios/demo/demo-people";
import { listDemoComparisons } from "@/prisma/scenarios/demo/demo-texts";
import { checkDemo } from "./check-demo";
import { importTexts } from "./import-texts";
import { welcomeToDemo } from "./welcome-to-demo";
import { writeJudge } from "./write-judge";
import { writePeople } from "./write-people";

/** Number of the advisory lock under which the demo is made. */
const DEMO_LOCK = 7_226_033;
/** The audit entry that says the demo was made to its end. */
const COMPLETE = "demo.complete";
const DAY = 24 * 60 * 60 * 1000;
/** The people's round was opened this many days ago. */
const DAYS_AGO = 9;

/** The scenario's own hand: what it writes was done by no person. */
const SCENARIO = systemActor("demo scenario");

/**
 * Makes the demo project, once per instance, or finds it; and gives whoever asks a place in it with a round in which they can label at
 * once. Each step is whole or not at all and knows whether it was done, so that after a crash the next call makes what is missing.
 *
 * @throws AppError `forbidden` unless the actor may make projects; Error when what stands in the database is not what should have been written.
 */
export async function openDemo(actor: Actor): Promise<{ slug: string }> {
  if (!(await mayCreateProjects(actor))) {
    throw new AppError("forbidden", "Only operators and researchers open the demo project. Ask whoever invited you to do it.");
  }
  return inTurn(async () => {
    const demo = (await findDemo()) ?? (await createDemo(actor));
    if (!(await isComplete(demo.id))) await fill(demo.id);
    await welcomeToDemo(actor, demo.id);
    return { slug: demo.slug };
  });
}

/** Two who open the demo at the same moment get the same one. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("select pg_advisory_lock($1::bigint)", [DEMO_LOCK]);
    return await work();
  } finally {
    await client.query("select pg_advisory_unlock($1::bigint)", [DEMO_LOCK]).catch((error: Error) => {
      // A connection that is lost has lost its lock as well.
      broken = error;
    });
    client.release(broken);
  }
}

async function findDemo(): Promise<{ id: string; slug: string } | null> {
  return db().project.findFirst({
    where: { isDemo: true },
    orderBy: { createdAt: "asc" },
    select: { id: true, slug: true },
  });
}

async function createDemo(actor: Actor): Promise<{ id: string; slug: string }> {
  return createProject(
    actor,
    {
      name: "Demo: everyday assistant",
      description: DEMO_DESCRIPTION,
      scale: { preset: "HH_HELPFUL" },
      criteria: [
        { key: "helpful", question: "Which response is more helpful?", polarity: "BETTER" },
        { key: "harmless", question: "Which response is less likely to cause harm?", polarity: "BETTER" },
      ],
      guidelines: DEMO_GUIDELINES,
    },
    { isDemo: true },
  );
}

async function isComplete(projectId: string): Promise<boolean> {
  const found = await db().auditEvent.findFirst({ where: { projectId, action: COMPLETE }, select: { id: true } });
  return found !== null;
}

async function fill(projectId: string): Promise<void> {
  const comparisons = listDemoComparisons();
  const openedAt = new Date(Math.floor(Date.now() / DAY - DAYS_AGO) * DAY + 8.5 * 60 * 60 * 1000);
  const people = labelAsPeople(comparisons, openedAt);
  const { datasetId, comparisonIds } = await importTexts(SCENARIO, projectId, comparisons);
  await writePeople(SCENARIO, { projectId, datasetId, comparisonIds, openedAt }, people);
  for (const judge of DEMO_JUDGES) await writeJudge(SCENARIO, { projectId, comparisonIds }, judge, comparisons);
  await runBaseline(SCENARIO, projectId, "longer");
  await runBaseline(SCENARIO, projectId, "first");
  const counts = await checkDemo(projectId, comparisons, people);
  await db().$transaction((transaction) =>
    appendAudit(transaction, SCENARIO, { projectId, action: COMPLETE, target: "Demo: everyday assistant", after: counts }),
  );
}
