import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { saveJudge } from "@/lib/judges/save-judge";
import { createLabel } from "@/lib/testing/factories";
import { createJudgeFixture } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { readSeen } from "./read-seen";

beforeAll(freshDatabase().open);

/** A worked example with the texts of a fixture's comparison. */
const exampleOf = (mark: string) => ({
  conversation: `Question ${mark}`,
  responseA: `reply A of ${mark}`,
  responseB: `reply B of ${mark}`,
  preference: "A",
});

test("readSeen finds examples by their texts, and what an earlier version had labelled before", async () => {
  const { project, criterion, comparisons } = await createJudgeFixture(
    { baseUrl: "http://localhost:9/v1" },
    { comparisons: 4, document: { fewShot: [exampleOf("[1]"), exampleOf("[9]")] } },
  );
  const annotatorOf = (version: number) =>
    db().annotator.findFirstOrThrow({ where: { projectId: project.id, judgeVersion: { version } } });
  const first = await annotatorOf(1);
  const ids = comparisons.map(({ id }) => id);
  expect(await readSeen(project.id, first.id, criterion.id, ids)).toEqual({
    isKnown: true,
    shown: 1,
    examples: 2,
    tuned: 0,
    active: 0,
    guidelines: [],
    maySpareEvasion: false,
  });
  for (const comparison of comparisons.slice(0, 3)) await createLabel(comparison, criterion, first, { submittedAt: new Date(0) });
  await saveJudge(
    systemActor("test"),
    project.id,
    {
      name: "Scripted",
      endpoint: { name: "Scripted server", baseUrl: "http://localhost:9/v1" },
      model: "scripted-2",
    },
    { key: null },
  );
  const second = await annotatorOf(2);
  expect(await readSeen(project.id, second.id, criterion.id, ids)).toMatchObject({ shown: 0, examples: 0, tuned: 3 });
});
