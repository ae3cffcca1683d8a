import { beforeAll, describe, expect, test, vi } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { judgeFigures as figuresCommand } from "@/lib/cli/figures/judge-figures";
import { leaderboard as leaderboardCommand } from "@/lib/cli/figures/leaderboard";
import type { CommandIo } from "@/lib/cli/io";
import { db } from "@/lib/db/client";
import type { Annotator, Criterion, User } from "@/lib/db/generated/client";
import { startJudgeRun } from "@/lib/judges/runs/start-run";
import { saveJudge } from "@/lib/judges/save-judge";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createAnnotator, createComparison, createLabel, createMember, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { getLeaderboard } from "./leaderboard";
import { getJudgeFigures } from "./queries";
import { FiguresOptions, LeaderboardOptions } from "./schema";

let owner: User;
let projectId: string;
let slug: string;
let criterion: Criterion;
let gpt: Annotator;
let judgeId: string;

const COMPARISONS = 40;
const ask = (options: Record<string, unknown> = {}) => FiguresOptions.parse(options);
const read = (judge: string, options: Record<string, unknown> = {}) => getJudgeFigures(actorOf(owner), slug, judge, ask(options));
const board = () => getLeaderboard(actorOf(owner), slug, LeaderboardOptions.parse({}));

beforeAll(() => vi.stubEnv("JUDGE_ALLOWED_HOSTS", "127.0.0.1:1"));
beforeAll(freshDatabase().open);
beforeAll(async () => {
  owner = await createUser();
  ({ id: projectId, slug } = await createProject(systemActor("test"), {
    name: "Figures",
    scale: { preset: "HH_HELPFUL" },
    criteria: [{ key: "helpful", question: "Which response is more helpful?", polarity: "BETTER" }],
  }));
  const project = await db().project.findUniqueOrThrow({ where: { id: projectId } });
  await createMember(project, owner, "OWNER");
  criterion = await db().criterion.findFirstOrThrow({ where: { projectId } });
  const ann = await createAnnotator(project, { name: "ann" });
  gpt = await createAnnotator(project, { name: "gpt", kind: "AI" });
  const always = await createAnnotator(project, { name: "always A", kind: "AI" });
  const { judgeId: id, versionId } = await saveJudge(
    systemActor("test"),
    projectId,
    { name: "Heron", endpoint: { name: "Local", baseUrl: "http://127.0.0.1:1" }, model: "heron" },
    { key: null },
  );
  judgeId = id;
  for (let i = 0; i < COMPARISONS; i++) {
    const comparison = await createComparison(project, {
      prompt: `Question ${i}`,
      a: i % 2 === 0 ? `Reply ${i}\n- one\n- two` : `Reply ${i}`,
      b: i % 4 === 0 ? `# Reply ${i}\n\n\`\`\`\ncode\n\`\`\`\n1. one` : `Another reply ${i}`,
    });
    // Ann says B where 3 does not divide i; gpt differs from her on every fifth.
    const isB = i % 3 !== 0;
    await createLabel(comparison, criterion, ann, { score: isB ? 2 : -2, presentedSwapped: i % 2 === 0 });
    const gptB = i % 5 === 0 ? !isB : isB;
    await createLabel(comparison, criterion, gpt, { score: gptB ? 3 : -3, probabilityB: gptB ? 0.9 : 0.1 });
    await createLabel(comparison, criterion, always, { score: -1 });
  }
  await startJudgeRun(systemActor("test"), projectId, {
    judgeVersionId: versionId,
    criterionId: criterion.id,
    roundId: null,
    sampling: { kind: "all" },
    capMicroDollars: null,
    capCalls: 1000,
    isBatch: false,
  });
});

describe("getJudgeFigures", () => {
  test("measures an imported judge by its name, its id or nothing else", async () => {
    const figures = await read("gpt");
    expect(figures).toMatchObject({
      people: 1,
      annotator: { name: "gpt" },
      answers: { total: 40, preferB: 24, preferA: 16, soft: 40 },
    });
    expect(figures.agreement?.againstEachHuman.estimate).toBe(32 / 40);
    expect(figures.calibration?.raw.brier.estimate).toBeCloseTo((32 * 0.01 + 8 * 0.81) / 40, 12);
    expect((await read(gpt.id)).agreement).toEqual(figures.agreement);
    await expect(read("ann")).rejects.toMatchObject({ code: "not_found" });
    await expect(read("nobody")).rejects.toMatchObject({ code: "not_found" });
  });

  test("reads lists, headers and code from the responses' texts", async () => {
    const { effects } = await read("gpt");
    const of = (effect: string) => effects.find((each) => each.effect === effect);
    // Lists: A has two items where i is even, B one where 4 divides it: A has more on all twenty.
    expect(of("lists")?.comparisons).toBe(20);
    expect(of("headers")?.comparisons).toBe(10);
    expect(of("code")?.comparisons).toBe(10);
    // 0, 4, …, 36: Ann says B where 3 does not divide it, on 6 of them; gpt turns 0 and 20.
    expect(of("headers")?.people.estimate).toBeCloseTo(6 / 10, 12);
    expect(of("headers")?.judge.estimate).toBeCloseTo(6 / 10, 12);
  });

  test("says of a judge without a label that there is nothing", async () => {
    const silent = await read(judgeId);
    expect(silent).toMatchObject({
      annotator: { labels: 0 },
      answers: { total: 0 },
      agreement: null,
      calibration: null,
      selective: null,
    });
    await expect(read(judgeId, { version: 2 })).rejects.toMatchObject({ code: "not_found" });
  });

  test("shows nothing to who may not read the project", async () => {
    const stranger = await createUser();
    const options = ask();
    await expect(getJudgeFigures(actorOf(stranger), slug, "gpt", options)).rejects.toMatchObject({ code: "not_found" });
    await expect(getLeaderboard(actorOf(stranger), slug, LeaderboardOptions.parse({}))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("getLeaderboard", () => {
  test("puts judges beside people, tests them against the best, and gives an open run a row without figures", async () => {
    const { rows, tests, people } = await board();
    expect(people).toMatchObject({ annotators: 1, perLabelMicroDollars: null });
    const gptRow = rows.find(({ name }) => name === "gpt");
    expect(gptRow).toMatchObject({ reason: null, costReason: "its labels came without a cost" });
    expect(rows.find(({ name }) => name === "Heron")).toMatchObject({
      figures: null,
      openRun: { state: "RUNNING" },
      reason: "the run has not finished: half a run is not shown as one",
    });
    expect(tests).toMatchObject({ best: gpt.id, made: 1 });
    // Always A is right where 3 divides i: 14 of 40; gpt right on 32; both right on 14 − those of them that 5 divides (0, 15, 30).
    expect(tests.tests[0]).toMatchObject({ onlyThis: 3, onlyBest: 32 - 11, method: "McNemar, exact" });
  });

  test("prints by the commands what the API answers", async () => {
    const documents: unknown[] = [];
    const lines: string[] = [];
    const io = { print: (line: string) => lines.push(line), document: (value: unknown) => documents.push(value) };
    await leaderboardCommand.parse(["--project", slug])({ kind: "SYSTEM", name: "test" }, io as unknown as CommandIo);
    await figuresCommand.parse(["gpt", "--project", slug])({ kind: "SYSTEM", name: "test" }, io as unknown as CommandIo);
    expect(documents[0]).toEqual(await board());
    expect(documents[1]).toEqual(await read("gpt"));
    expect(lines.join("\n")).toContain("Heron v1: — (the run has not finished");
    expect(lines.join("\n")).toMatch(/always A: 3 right alone, the best 21, p 0\.000\d \(McNemar, exact\)/);
  });
});
