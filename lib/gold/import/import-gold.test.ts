import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { actorOf, createComparison, createMember, createUser } from "@/lib/testing/factories";
import { createRoundFixture } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { importGold } from "./import-gold";

beforeAll(freshDatabase().open);

const NOBODY_KNOWS = "no-such-comparison";

async function makeStudy(criteria?: { key: string; question: string; polarity: "BETTER" | "WORSE" }[]) {
  const fixture = await createRoundFixture({ comparisons: 1, people: 1, ...(criteria ? { project: { criteria } } : {}) });
  const ids = ["one", "two", "three, of a file", "four"];
  for (const externalId of ids) await createComparison(fixture.project, { externalId });
  const gold = async () => {
    const rows = await db().goldLabel.findMany({ where: { projectId: fixture.project.id } });
    const comparisons = await db().comparison.findMany({ where: { projectId: fixture.project.id } });
    const keys = new Map(fixture.criteria.map(({ id, key }) => [id, key]));
    return Object.fromEntries(
      rows.map(({ comparisonId, criterionId, answer, score, explanation }) => {
        const name = comparisons.find(({ id }) => id === comparisonId)?.externalId ?? comparisonId;
        return [`${name} ${keys.get(criterionId)}`, [answer, score, explanation]];
      }),
    );
  };
  const read = (text: string, options: { criterion?: string; dryRun?: boolean } = {}) =>
    importGold(actorOf(fixture.owner), fixture.project.slug, Buffer.from(text), { fileName: "gold.csv", ...options });
  return { fixture, gold, read };
}

test("gold answers are set from CSV, and each row that cannot be is named with its line and how to mend it", async () => {
  const { fixture, gold, read } = await makeStudy();
  const csv = [
    "\uFEFFID,Answer,Explanation",
    `one,-3,"Says ""no"" first,`,
    'then why."',
    "",
    '"three, of a file",B,',
    `${NOBODY_KNOWS},2,`,
    "two,tie,",
    "four,cannot be told,\r",
    `${fixture.comparisons[0]!.id},A is much better,`,
    "one,4,",
    "two,1,extra,field",
    "four,,",
  ].join("\n");
  const dry = await read(csv, { dryRun: true });
  expect(dry).toMatchObject({ rows: 9, new: 4, changed: 0, unchanged: 0, unknown: 1, stored: false });
  expect(await gold()).toEqual({});

  const report = await read(csv);
  expect(report).toMatchObject({ rows: 9, new: 4, changed: 0, unchanged: 0, unknown: 1, stored: true });
  expect(await gold()).toEqual({
    "one helpful": ["PREFERENCE", -3, 'Says "no" first,\nthen why.'],
    "three, of a file helpful": ["PREFERENCE", 2, ""],
    "four helpful": ["UNSURE", null, ""],
    [`${fixture.comparisons[0]!.id} helpful`]: ["PREFERENCE", -4, ""],
  });
  expect(report.refused.map(({ row, column, reason }) => `${row} ${column}: ${reason}`)).toEqual([
    `6 id: The project has no comparison with the id "${NOBODY_KNOWS}".`,
    '7 answer: The scale of this project has no answer "tie".',
    "10 answer: Row 2 says something else of the same comparison.",
    "11 : The row has 4 fields, and the heading 3.",
    "12 answer: The value is missing or is none that can be read.",
  ]);
  for (const { mend } of report.refused) expect(mend).not.toBe("");
});

test("a second import says what it changed and what stood so before, keeps an explanation, and is in the trail", async () => {
  const { fixture, gold, read } = await makeStudy();
  await read('{"id":"one","answer":2,"explanation":"Because."}\n{"id":"two","answer":"-1"}\n');
  const report = await read('[{"id":"one","answer":"3"},{"id":"two","answer":-1},{"external_id":"four","answer":"b"}]');
  expect(report).toMatchObject({ new: 1, changed: 1, unchanged: 1, unknown: 0, refused: [] });
  expect(await gold()).toEqual({
    "one helpful": ["PREFERENCE", 3, "Because."],
    "two helpful": ["PREFERENCE", -1, ""],
    "four helpful": ["PREFERENCE", 2, ""],
  });
  const trail = await db().auditEvent.findMany({
    where: { projectId: fixture.project.id, action: "gold.import" },
    orderBy: { position: "asc" },
  });
  expect(trail).toHaveLength(2);
  expect(trail[1]).toMatchObject({
    target: "gold.csv",
    before: { answers: [{ answer: "PREFERENCE", score: 2, explanation: "Because." }] },
    after: { new: 1, changed: 1, unchanged: 1, refused: 0 },
  });
});

test("where a project has several criteria a row or the caller names one", async () => {
  const { gold, read } = await makeStudy([
    { key: "helpful", question: "Which is more helpful?", polarity: "BETTER" },
    { key: "harmless", question: "Which is more harmful?", polarity: "WORSE" },
  ]);
  const rows =
    '{"id":"one","answer":2}\n{"id":"one","criterion":"harmless","answer":-2}\n{"id":"two","criterion":"kind","answer":1}\n';
  const report = await read(rows);
  expect(report.refused.map(({ row, reason, mend }) => [row, reason, mend])).toEqual([
    [1, "The row names no criterion.", "There are: helpful, harmless."],
    [3, 'The project has no criterion "kind".', "There are: helpful, harmless."],
  ]);
  expect(await read(rows, { criterion: "helpful" })).toMatchObject({ new: 1, unchanged: 1 });
  expect(await gold()).toMatchObject({ "one helpful": ["PREFERENCE", 2, ""], "one harmless": ["PREFERENCE", -2, ""] });
  await expect(read(rows, { criterion: "kind" })).rejects.toMatchObject({ code: "invalid" });
});

test("only those who research in the project may, and a file without rows is said to be one", async () => {
  const { fixture, read } = await makeStudy();
  await expect(read("id,answer\n")).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("no rows") });
  const annotator = actorOf(fixture.people[0]!);
  const stranger = actorOf(await createUser());
  for (const actor of [annotator, stranger]) {
    const importing = importGold(actor, fixture.project.slug, Buffer.from("id,answer\none,2\n"), { fileName: "gold.csv" });
    await expect(importing).rejects.toMatchObject({ code: "not_found" });
  }
  const researcher = await createUser();
  await createMember(fixture.project, researcher, "RESEARCHER");
  const done = await importGold(actorOf(researcher), fixture.project.slug, Buffer.from("id,answer\none,2\n"), {
    fileName: "gold.csv",
  });
  expect(done.new).toBe(1);
});
