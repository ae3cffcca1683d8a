import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { saveConstitution } from "@/lib/constitutions/save-constitution";
import { db } from "@/lib/db/client";
import { startJudgeWorker, stopJudgeWorker } from "@/lib/judges/runs/judge-worker";
import { startJudgeRun } from "@/lib/judges/runs/start-run";
import { saveJudge } from "@/lib/judges/save-judge";
import { wilson } from "@/lib/stats";
import { actorOf, createAnnotator, createLabel, createMember, createUser } from "@/lib/testing/factories";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { createJudgeFixture, indexIn, isAB, type JudgeFixture, untilRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { listPrincipleJudges, measurePrinciples } from "./by-principle";

const actor = systemActor("test");
const COMPARISONS = 8;
const database = freshDatabase();
let server: FaultServer;
let fixture: JudgeFixture;
let constitutionId: string;

const principle = (key: string) => ({
  key,
  preferenceText: `Choose by ${key}.`,
  critiqueRequest: `Criticise by ${key}.`,
  revisionRequest: `Revise by ${key}.`,
});

/** "plain" is always for A, and faintly; "bold" is for A on the first two comparisons and for B on the others, and surely so. */
function forA(prompt: string): number {
  if (prompt.includes("Choose by plain")) return 0.6;
  return indexIn(prompt) < 2 ? 0.9 : 0.1;
}

async function judge(name: string, use: string): Promise<string> {
  const saved = await saveJudge(actor, fixture.project.id, {
    name,
    endpoint: "Scripted server",
    model: "scripted-1",
    template: {
      kind: "pairwise",
      asks: "better",
      preamble: "",
      sample: "{{conversation}}\n{{principle}}\n({{first}}) {{response_1}}\n({{second}}) {{response_2}}",
      ending: "The answer is:",
    },
    constitution: { name: "Two", use, seed: 3 },
    answers: { first: "A", second: "B" },
  });
  const { runId } = await startJudgeRun(actor, fixture.project.id, {
    judgeVersionId: saved.versionId,
    criterionId: fixture.criterion.id,
    roundId: null,
    sampling: { kind: "all" },
    capMicroDollars: null,
    capCalls: 1_000,
  });
  await untilRun(runId, ["DONE"]);
  return saved.judgeId;
}

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  server = await startFaultServer(({ prompt }) => {
    const first = isAB(prompt) ? forA(prompt) : 1 - forA(prompt);
    return {
      kind: "answer",
      text: first > 0.5 ? "A" : "B",
      logprobs: { A: Math.log(first), B: Math.log(1 - first) },
    };
  });
  fixture = await createJudgeFixture(server, { comparisons: COMPARISONS });
  ({ constitutionId } = await saveConstitution(actor, fixture.project.id, {
    name: "Two",
    principles: [principle("plain"), principle("bold")],
  }));
  startJudgeWorker();
});

afterAll(async () => {
  await stopJudgeWorker();
  await server.close();
});

describe("measurePrinciples", () => {
  test("says of an ensemble how often principles were asked, where they part, and what the labels are without each", async () => {
    const judgeId = await judge("Ensemble", "ensemble");
    const person = await createAnnotator(fixture.project);
    // A person is for A throughout.
    for (const comparison of fixture.comparisons) await createLabel(comparison, fixture.criterion, person, { score: -2 });
    const report = await measurePrinciples(actor, fixture.project.id, { judge: judgeId });
    expect(report).toMatchObject({ comparisons: COMPARISONS, pairs: 1, criterion: { key: "helpful" } });
    const [plain, bold] = report.principles;
    expect(plain).toMatchObject({ key: "plain", used: 8, decided: 8, agreement: { comparisons: 8, agreement: { estimate: 1 } } });
    expect(bold).toMatchObject({ key: "bold", used: 8, decided: 8, agreement: { agreement: { estimate: 2 / 8 } } });
    // Mean of 0.6 and 0.9, or 0.6 and 0.1: for A on two comparisons, for B on six. Without "bold" all are for A.
    expect(report.agreement?.agreement.estimate).toBe(2 / 8);
    expect(bold?.without.moves).toMatchObject({ turned: 6, lost: 0 });
    expect(bold?.without.agreement?.agreement.estimate).toBe(1);
    expect(plain?.without.moves).toMatchObject({ turned: 0 });
    expect(report.conflicts).toEqual([{ one: "plain", other: "bold", comparisons: 8, differ: 6, share: wilson(6, 8) }]);
  });

  test("says of drawn principles that labels are lost without them, and finds no conflict", async () => {
    const judgeId = await judge("Drawn", "random");
    const report = await measurePrinciples(actor, fixture.project.id, { judge: judgeId });
    const used = report.principles.map((each) => each.used);
    expect(used.reduce((sum, n) => sum + n, 0)).toBe(COMPARISONS);
    for (const each of report.principles) expect(each.without.moves.lost).toBe(each.used);
    expect(report).toMatchObject({ pairs: 0, conflicts: [] });
    const listed = await listPrincipleJudges(actor, fixture.project.id, constitutionId);
    expect(listed.map(({ name, calls, constitutionVersion }) => [name, calls, constitutionVersion])).toEqual([
      ["Ensemble", 32, 1],
      ["Drawn", 16, 1],
    ]);
  });

  test("is for researchers alone", async () => {
    const annotator = await createUser();
    await createMember(fixture.project, annotator, "ANNOTATOR");
    const { id } = await db().judge.findFirstOrThrow({ where: { projectId: fixture.project.id } });
    for (const stranger of [actorOf(annotator), actorOf(await createUser())]) {
      await expect(measurePrinciples(stranger, fixture.project.id, { judge: id })).rejects.toMatchObject({ code: "not_found" });
      await expect(listPrincipleJudges(stranger, fixture.project.id, constitutionId)).rejects.toMatchObject({
        code: "not_found",
      });
    }
  });
});
