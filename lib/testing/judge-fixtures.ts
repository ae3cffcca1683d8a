import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import type { Comparison, Criterion, Project } from "@/lib/db/generated/client";
import type { RunInput } from "@/lib/judges/run-schema";
import { startJudgeRun } from "@/lib/judges/runs/start-run";
import { type SavedJudge, saveJudge } from "@/lib/judges/save-judge";
import { createProject } from "@/lib/projects/create-project";
import { createComparison } from "./factories";
import type { FaultServer } from "./fault-server";

/** A project with comparisons, and a judge on a scripted server. */
export interface JudgeFixture {
  project: Project;
  criterion: Criterion;
  comparisons: Comparison[];
  judge: SavedJudge;
}

/** Texts by which a scripted server recognises a comparison in a prompt: "[7]" is the eighth. */
export function markOf(index: number): string {
  return `[${index}]`;
}

/** The index of the comparison that a prompt is about; -1 for another. */
export function indexIn(prompt: string): number {
  return Number(/\[(\d+)\]/.exec(prompt)?.[1] ?? -1);
}

/** Whether a prompt lists response A first. */
export function isAB(prompt: string): boolean {
  return prompt.indexOf("reply A of") < prompt.indexOf("reply B of");
}

/** Makes a project of `comparisons` comparisons and one judge whose settings are `document`. */
export async function createJudgeFixture(
  server: Pick<FaultServer, "baseUrl">,
  {
    comparisons,
    document = {},
    key = null,
    polarity = "BETTER" as const,
  }: {
    comparisons: number;
    document?: Record<string, unknown>;
    key?: string | null;
    polarity?: "BETTER" | "WORSE";
  },
): Promise<JudgeFixture> {
  const { id } = await createProject(systemActor("test"), {
    name: "Judged",
    scale: { preset: "HH_HELPFUL" },
    criteria: [{ key: "helpful", question: "Which response is more helpful?", polarity }],
  });
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: id } });
  const made: Comparison[] = [];
  for (let index = 0; index < comparisons; index++) {
    const mark = markOf(index);
    made.push(
      await createComparison(project, {
        prompt: `Question ${mark}`,
        a: `reply A of ${mark}`,
        b: `reply B of ${mark}`,
        externalId: `c${index}`,
      }),
    );
  }
  const judge = await saveJudge(
    systemActor("test"),
    id,
    { name: "Scripted", endpoint: { name: "Scripted server", baseUrl: server.baseUrl }, model: "scripted-1", ...document },
    { key },
  );
  return { project, criterion, comparisons: made, judge };
}

/** Starts a run of the fixture's judge on all its comparisons. */
export async function startFixtureRun(fixture: JudgeFixture, input: Partial<RunInput> = {}): Promise<string> {
  const { runId } = await startJudgeRun(systemActor("test"), fixture.project.id, {
    judgeVersionId: fixture.judge.versionId,
    criterionId: fixture.criterion.id,
    roundId: null,
    sampling: { kind: "all" },
    capMicroDollars: null,
    // The scripted model has no price; a run without one says how many calls it may make.
    capCalls: 100_000,
    isBatch: false,
    ...input,
  });
  return runId;
}

/** Waits until a run is in one of the states. */
export async function untilRun(runId: string, states: readonly string[], timeoutMs = 15_000): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { state } = await db().judgeRun.findUniqueOrThrow({ where: { id: runId }, select: { state: true } });
    if (states.includes(state)) return state;
    if (Date.now() > deadline) throw new Error(`the run is ${state} after ${timeoutMs} ms, not ${states.join(" or ")}`);
    await new Promise((settle) => setTimeout(settle, 25));
  }
}
