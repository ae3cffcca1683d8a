import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { recordLabels } from "@/lib/labels/record-labels";
import { actorOf } from "@/lib/testing/factories";
import { createRoundFixture, press, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { listOwnAnswers } from "./own-answers";
import { getOwnItem } from "./queue";
import { OwnAnswersQuery } from "./schema";

const database = freshDatabase();
beforeAll(database.open);

test("a person's own answers are listed by answer, criterion, change, reason and text, and by nobody else", async () => {
  const criteria = [
    { key: "helpful", question: "Which is more helpful?", polarity: "BETTER" as const },
    { key: "harmless", question: "Which is less harmful?", polarity: "BETTER" as const },
  ];
  const fixture = await createRoundFixture({ comparisons: 4, project: { criteria } });
  const [person, other] = [fixture.people[0]!, fixture.people[1]!];
  const tokens = await tokensOf(fixture, person);
  const [helpful, harmless] = [fixture.criteria[0]!.id, fixture.criteria[1]!.id];
  const actor = actorOf(person);
  await recordLabels(actor, [
    press(tokens[0]!, helpful, { side: "LEFT" }),
    press(tokens[0]!, harmless, { side: "RIGHT", rationale: "It says 100% safe_ly." }),
    press(tokens[1]!, helpful, { side: "RIGHT" }),
    press(tokens[2]!, helpful, { answer: "SKIP", reason: "cut", side: undefined, level: undefined }),
  ]);
  await recordLabels(actor, [press(tokens[1]!, helpful, { side: "RIGHT", level: 1 })]);
  await recordLabels(actorOf(other), [press((await tokensOf(fixture, other))[3]!, helpful)]);

  const places = async (query: object) =>
    (await listOwnAnswers(actor, fixture.roundId, OwnAnswersQuery.parse(query))).entries.map(({ place }) => place);
  expect(await places({})).toEqual([3, 2, 1]);
  expect(await places({ answer: "LEFT" })).toEqual([1]);
  expect(await places({ answer: "RIGHT" })).toEqual([2, 1]);
  expect(await places({ answer: "RIGHT", criterion: helpful })).toEqual([2]);
  expect(await places({ answer: "SKIP" })).toEqual([3]);
  expect(await places({ only: "changed" })).toEqual([2]);
  expect(await places({ only: "rationale" })).toEqual([1]);
  expect(await places({ q: "0% SAFE_" })).toEqual([1]);
  expect(await places({ q: "1%0" })).toEqual([]);
  // The responses are named "text of A, number 2": the third comparison of the file.
  expect(await places({ q: "number 1" })).toEqual([2]);

  const page = await listOwnAnswers(actor, fixture.roundId, OwnAnswersQuery.parse({ limit: 2 }));
  expect([page.total, page.entries.length]).toEqual([3, 2]);
  expect(await places({ limit: 2, after: page.next })).toEqual([1]);
  expect(page.entries[1]).toMatchObject({ token: tokens[1], isChanged: true, answers: [{ click: { side: "RIGHT", level: 1 } }] });
  const changed = JSON.stringify(page);
  for (const { id } of await db().response.findMany({ where: { projectId: fixture.project.id } }))
    expect(changed).not.toContain(id);

  expect(await getOwnItem(actor, fixture.roundId, tokens[0]!)).toMatchObject({ place: 1, answers: [{}, {}] });
  await expect(getOwnItem(actorOf(other), fixture.roundId, tokens[0]!)).rejects.toMatchObject({ code: "not_found" });
});
