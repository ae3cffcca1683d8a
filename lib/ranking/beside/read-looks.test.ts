import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { createAnnotator, createLabel } from "@/lib/testing/factories";
import { createRoundFixture } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { readChosen } from "./read-looks";

beforeAll(freshDatabase().open);

test("readChosen counts labelled comparisons of rounds that were not drawn at random, and those drawn with another chance", async () => {
  const { project, criteria, comparisons, roundId } = await createRoundFixture({ comparisons: 4 });
  const [criterion] = criteria;
  const ann = await createAnnotator(project);
  const read = () => readChosen(project.id, criterion!.id);
  const choose = (index: number, data: { selectionReason?: "ACTIVE"; inclusionProbability?: number }) =>
    db().roundItem.updateMany({ where: { roundId, comparisonId: comparisons[index]!.id }, data });
  expect(await read()).toEqual({ comparisons: 0, active: 0, unequal: 0 });
  for (const comparison of comparisons.slice(0, 3)) await createLabel(comparison, criterion!, ann, { score: 1, roundId });
  // Labels outside all rounds say nothing of how a comparison came to be labelled.
  await createLabel(comparisons[3]!, criterion!, ann, { score: 1 });
  expect(await read()).toEqual({ comparisons: 3, active: 0, unequal: 0 });
  await choose(0, { selectionReason: "ACTIVE" });
  await choose(1, { inclusionProbability: 0.5 });
  await choose(3, { selectionReason: "ACTIVE" });
  expect(await read()).toEqual({ comparisons: 3, active: 1, unequal: 1 });
});
