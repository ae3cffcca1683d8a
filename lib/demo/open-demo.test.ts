import { beforeAll, describe, expect, test } from "vitest";
import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import { checkInvariants } from "@/lib/cli/checks/check-invariants";
import { db } from "@/lib/db/client";
import { recordReading } from "@/lib/guidelines/record-reading";
import { getRunProgress } from "@/lib/judges/runs/run-progress";
import { listMyRounds } from "@/lib/rounds/progress";
import { getQueue } from "@/lib/rounds/queue";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { RATIONALES, REASONS } from "@/prisma/scenarios/demo/demo-rationales";
import { listDemoComparisons } from "@/prisma/scenarios/demo/demo-texts";
import { openDemo } from "./open-demo";

const database = freshDatabase();
const comparisons = listDemoComparisons();

// A report resamples two thousand times, and the demo itself is some seconds' work.
const PATIENT = { timeout: 60_000 };

describe("the demo", PATIENT, () => {
  let slug = "";
  let owner: Awaited<ReturnType<typeof createUser>>;

  beforeAll(async () => {
    await database.open();
    owner = await createUser({ name: "Owner", isOperator: true });
    const twice = await Promise.all([openDemo(actorOf(owner)), openDemo(actorOf(owner))]);
    slug = twice[0].slug;
    expect(twice[1].slug).toBe(slug);
  });

  test("holds at least 60 comparisons of nine kinds, several on one prompt, and is marked as a demo", async () => {
    const projects = await db().project.findMany({
      select: { isDemo: true, _count: { select: { comparisons: true, prompts: true } } },
    });
    expect(projects).toEqual([
      {
        isDemo: true,
        _count: { comparisons: comparisons.length, prompts: new Set(comparisons.map((each) => each.cluster)).size },
      },
    ]);
    expect(comparisons.length).toBeGreaterThanOrEqual(60);
    expect(new Set(comparisons.map((each) => each.category)).size).toBe(9);
    expect(comparisons.filter((each) => each.prompt.length > 1).length).toBeGreaterThanOrEqual(10);
  });

  test("has people who agree as people do, a judge that is close to them and one that prefers what it reads first", async () => {
    const report = await getAgreementReport(actorOf(owner), slug, AgreementOptions.parse({}));
    const people = report.groups.find((group) => group.between.join() === "HUMAN,HUMAN");
    expect(people?.agreementPooled.estimate).toBeGreaterThan(0.7);
    expect(people?.agreementPooled.estimate).toBeLessThan(0.85);
    const judgeOf = (name: string) => {
      const annotator = report.annotators.find((each) => each.name.startsWith(name));
      return report.judges.find((judge) => judge.annotator === annotator?.id);
    };
    const careful = judgeOf("Careful judge");
    const hasty = judgeOf("Hasty judge");
    expect(careful?.againstEachHuman.estimate ?? 0).toBeGreaterThan(hasty?.againstEachHuman.estimate ?? 1);
    expect(careful?.position?.consistent.estimate).toBeGreaterThan(0.8);
    expect(hasty?.position?.firstBiased.estimate).toBeGreaterThan(0.3);
  });

  test("keeps what must always be true of labels", async () => {
    const breaches = (await checkInvariants(null)).filter((check) => check.breach !== null);
    expect(breaches).toEqual([]);
  });

  test("uses every reason that was written by hand", async () => {
    const written = await db().label.findMany({
      where: { annotator: { origin: "IMPORTED" } },
      select: { rationale: true, reason: true },
    });
    const texts = new Set(written.flatMap(({ rationale, reason }) => [rationale, reason]));
    for (const { text } of RATIONALES) expect(texts).toContain(text);
    for (const { reason } of REASONS) expect(texts).toContain(reason);
  });

  test("shows a finished run of each judge with its cost and what could not be read", async () => {
    const runs = await db().judgeRun.findMany({ select: { id: true } });
    expect(runs).toHaveLength(2);
    const progress = await Promise.all(runs.map((run) => getRunProgress(actorOf(owner), run.id)));
    for (const { state, calls, costMicroDollars } of progress) {
      expect(state).toBe("DONE");
      expect(calls).toMatchObject({ answered: comparisons.length * 2, waiting: 0, failed: 0 });
      expect(costMicroDollars).toBeGreaterThan(0);
    }
    expect(progress.some((run) => run.unreadable.calls > 0)).toBe(true);
  });

  test("lets whoever opens it label at once, everyone in a round of their own", async () => {
    const rounds = await listMyRounds(actorOf(owner));
    expect(rounds).toMatchObject([{ state: "OPEN", progress: { total: 20, done: 0 } }]);
    const own = rounds[0]?.id ?? "";
    // As everywhere, the guidelines are read first.
    expect((await getQueue(actorOf(owner), own, { limit: 5 })).gate).toMatchObject({ kind: "guidelines", version: 1 });
    await recordReading(actorOf(owner), own, 1);
    const queue = await getQueue(actorOf(owner), own, { limit: 5 });
    expect(queue.items).toHaveLength(5);

    const second = await createUser({ isOperator: true });
    expect(await openDemo(actorOf(second))).toEqual({ slug });
    expect(await listMyRounds(actorOf(second))).toMatchObject([{ state: "OPEN", progress: { total: 20 } }]);
    expect(await db().member.findMany({ select: { role: true }, orderBy: { createdAt: "asc" } })).toEqual([
      { role: "OWNER" },
      { role: "RESEARCHER" },
    ]);
    await openDemo(actorOf(second));
    expect(await db().round.count()).toBe(3);
    expect(await db().project.count()).toBe(1);
  });

  test("is not opened by annotators, and not by whom its owner removed", async () => {
    const project = await db().project.findFirstOrThrow();
    const annotator = await createUser();
    await createMember(project, annotator, "ANNOTATOR");
    await expect(openDemo(actorOf(annotator))).rejects.toMatchObject({ code: "forbidden" });

    const removed = await createUser({ isOperator: true });
    await createMember(project, removed, "RESEARCHER", { removedAt: new Date() });
    await openDemo(actorOf(removed));
    expect(await listMyRounds(actorOf(removed))).toEqual([]);
  });

  test("is completed by the next call when a crash cut it short", async () => {
    const run = await db().judgeRun.findFirstOrThrow({
      select: { id: true, judgeVersion: { select: { annotator: { select: { id: true } } } } },
    });
    const annotatorId = run.judgeVersion.annotator?.id ?? "";
    const before = await db().label.count({ where: { annotatorId } });
    // As it was before the judge's answers were committed: its run stands, nothing else does.
    await db().labelEvent.deleteMany({ where: { annotatorId } });
    await db().label.deleteMany({ where: { annotatorId } });
    await db().judgeCall.deleteMany({ where: { runId: run.id } });
    await db().judgeAttempt.deleteMany({ where: { runId: run.id } });
    await db().judgeTask.deleteMany({ where: { runId: run.id } });
    await db().auditEvent.deleteMany({ where: { action: "demo.complete" } });
    await openDemo(actorOf(owner));
    expect(await db().label.count({ where: { annotatorId } })).toBe(before);
    expect(await db().auditEvent.count({ where: { action: "demo.complete" } })).toBe(1);
  });
});
