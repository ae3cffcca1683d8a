import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { saveConstitution } from "@/lib/constitutions/save-constitution";
import { db } from "@/lib/db/client";
import type { Comparison, Criterion } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { getLabelColumns } from "@/lib/labels/label-columns";
import { createComparison, createLabel } from "@/lib/testing/factories";
import { createJudgeFixture } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { readJudgeOrders } from "./judge-orders";

const database = freshDatabase();
const actor = systemActor("test");
let projectId = "";
let versionId = "";
let annotatorId = "";
let criterion: Criterion;
const made: Comparison[] = [];

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  const fixture = await createJudgeFixture({ baseUrl: "http://127.0.0.1:9/v1" }, { comparisons: 0 });
  projectId = fixture.project.id;
  ({ criterion } = fixture);
  ({ versionId } = fixture.judge);
  ({ id: annotatorId } = await db().annotator.findFirstOrThrow({ where: { judgeVersionId: versionId } }));
  const principle = (key: string, weight: number) => ({
    key,
    weight,
    preferenceText: `Choose by ${key}.`,
    critiqueRequest: "Name what is wrong.",
    revisionRequest: "Mend it.",
    tags: [],
  });
  const constitution = await saveConstitution(actor, projectId, {
    name: "Two",
    principles: [principle("light", 1), principle("heavy", 3)],
  });
  const principles = await db().principle.findMany({
    where: { constitutionVersionId: constitution.versionId },
    orderBy: { position: "asc" },
  });
  const [light, heavy] = principles.map(({ id }) => id) as [string, string];
  await judged([
    // Unweighted both orders would be even at 0.5; by weight AB says first (0.3 + 3 · 0.7)/4 = 0.6, BA second 0.4.
    ["AB", light, 0.3],
    ["AB", heavy, 0.7],
    ["BA", light, 0.7],
    ["BA", heavy, 0.3],
  ]);
  await judged([
    // The heavy principle has no answer in BA, so that only the light one counts.
    ["AB", light, 0.2],
    ["AB", heavy, 0.9],
    ["BA", light, 0.8],
  ]);
  await judged([
    ["AB", null, 0.9],
    ["AB", null, 0.6],
    ["BA", null, 0.5],
  ]);
  // One order alone says nothing of both.
  await judged([["AB", null, 0.9]]);
}, 60_000);

async function judged(calls: readonly (readonly ["AB" | "BA", string | null, number])[]) {
  const comparison = await createComparison(await db().project.findUniqueOrThrow({ where: { id: projectId } }));
  made.push(comparison);
  await createLabel(comparison, criterion, { id: annotatorId });
  for (const [index, [order, principleId, probabilityFirst]] of calls.entries()) {
    await db().judgeCall.create({
      data: {
        comparisonId: comparison.id,
        id: newId(),
        judgeVersionId: versionId,
        criterionId: criterion.id,
        order,
        principleId,
        sampleIndex: index,
        promptHash: "",
        rawText: "",
        method: "logprobs",
        probabilityFirst,
        latencyMs: 1,
      },
    });
  }
}

describe("readJudgeOrders", () => {
  test("takes principles by their weights, as the label does, and leaves out one that an order could not read", async () => {
    const columns = await getLabelColumns(projectId);
    const orders = (await readJudgeOrders(projectId, criterion.id, columns)).get(annotatorId) ?? [];
    const of = (index: number) => {
      const found = orders.find(({ comparison }) => columns.comparisonId(comparison) === made[index]?.id);
      return found && [found.ab, found.ba];
    };
    expect(of(0)).toEqual(["first", "second"]);
    expect(of(1)).toEqual(["second", "first"]);
    expect(of(2)).toEqual(["first", "tie"]);
    expect(of(3)).toBeUndefined();
  });
});
