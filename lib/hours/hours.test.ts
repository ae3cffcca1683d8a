import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { recordLabels } from "@/lib/labels/record-labels";
import { actorOf } from "@/lib/testing/factories";
import { createRoundFixture, press, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { getOwnHours, getProjectHours, toHoursCsv } from "./queries";
import { HoursQuery, toDays } from "./schema";

const database = freshDatabase();
beforeAll(database.open);

test("every answer counts with its time, also changed and taken back, on the day it was given", async () => {
  const fixture = await createRoundFixture({ comparisons: 3, people: 2 });
  const [person, other] = fixture.people;
  const criterion = fixture.criteria[0]!.id;
  const tokens = await tokensOf(fixture, person!);
  const now = Date.now();
  const today = new Date(now).toISOString().slice(0, 10);
  const yesterday = new Date(now - 86_400_000).toISOString();
  const at = (ms: number) => ({ durationMs: ms, idleMs: 1000, hiddenMs: 500, decidedAt: new Date(now - 1000).toISOString() });
  const acknowledged = [
    ...(await recordLabels(actorOf(person!), [press(tokens[0]!, criterion, at(4000))])),
    // Changed: the second look took its own time.
    ...(await recordLabels(actorOf(person!), [press(tokens[0]!, criterion, { ...at(3000), side: "LEFT" })])),
    ...(await recordLabels(actorOf(person!), [press(tokens[1]!, criterion, at(5000))])),
    ...(await recordLabels(actorOf(person!), [
      press(tokens[1]!, criterion, {
        answer: "UNDO",
        side: undefined,
        level: undefined,
        durationMs: undefined,
        idleMs: undefined,
      }),
    ])),
    ...(await recordLabels(actorOf(person!), [
      press(tokens[2]!, criterion, {
        ...at(6000),
        answer: "SKIP",
        reason: "broken",
        side: undefined,
        level: undefined,
        decidedAt: yesterday,
      }),
    ])),
  ];
  expect(acknowledged.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "stored"));
  const [theirs = ""] = await tokensOf(fixture, other!);
  await recordLabels(actorOf(other!), [press(theirs, criterion, at(1000))]);

  const report = await getProjectHours(actorOf(fixture.owner), fixture.project.slug, {});
  const rows = report.rows.filter(({ person: name }) => name === person!.name);
  expect(rows.map(({ day, comparisons, answers, skips, activeMs }) => ({ day, comparisons, answers, skips, activeMs }))).toEqual([
    { day: yesterday.slice(0, 10), comparisons: 1, answers: 1, skips: 1, activeMs: 6000 },
    { day: today, comparisons: 2, answers: 3, skips: 0, activeMs: 12_000 },
  ]);
  expect(rows[1]).toMatchObject({ idleMs: 3000, round: { number: 1 } });
  expect(report.people.find(({ person: name }) => name === person!.name)).toMatchObject({ days: 2, activeMs: 18_000 });

  const own = await getOwnHours(actorOf(person!), { from: today, to: today });
  expect(own.rows.map(({ activeMs }) => activeMs)).toEqual([12_000]);
  await expect(getProjectHours(actorOf(person!), fixture.project.slug, {})).rejects.toMatchObject({ code: "not_found" });
});

test("a cell that a spreadsheet would take for a formula is disarmed", async () => {
  const { project, owner, people } = await createRoundFixture({ people: 1 });
  await db().annotator.updateMany({ where: { userId: people[0]!.id }, data: { name: '=1+1,"x"' } });
  const report = await getProjectHours(actorOf(owner), project.slug, {});
  const row = {
    annotatorId: "",
    person: '=1+1,"x"',
    project: "",
    day: "2026-11-25",
    round: { number: 1, name: "first" },
    comparisons: 1,
    answers: 1,
    skips: 0,
    activeMs: 1500,
    idleMs: 0,
    hiddenMs: 0,
  };
  expect(toHoursCsv({ ...report, rows: [row] }).split("\r\n")[1]).toBe(`"'=1+1,""x""",2026-11-25,1,first,1,1,0,1.5,0.0,0.0`);
});

test("days are thirty by default, and at most a year", () => {
  expect(toDays({}, "2026-11-25")).toEqual({ from: "2026-10-27", to: "2026-11-25" });
  expect(toDays({ from: "2026-11-01" }, "2026-11-25")).toEqual({ from: "2026-11-01", to: "2026-11-25" });
  expect(HoursQuery.safeParse({ from: "2026-11-02", to: "2026-11-01" }).success).toBe(false);
  expect(HoursQuery.safeParse({ from: "2024-11-02", to: "2026-11-01" }).success).toBe(false);
  expect(HoursQuery.safeParse({ from: "yesterday" }).success).toBe(false);
});
