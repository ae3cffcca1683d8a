import fs from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import { verifyAudit } from "@/lib/audit/verify";
import { changeOwnName, setUserDisabled } from "@/lib/auth/users";
import { getComparison } from "@/lib/comparisons/queries";
import { exportDataset } from "@/lib/datasets/export-dataset";
import { db } from "@/lib/db/client";
import { recordLabels } from "@/lib/labels/record-labels";
import { listActivity } from "@/lib/overview/activity";
import { removeProjectMember } from "@/lib/rounds/members/remove-project-member";
import { actorOf, createUser } from "@/lib/testing/factories";
import { createRoundFixture, press, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { erasePerson } from "./erase-person";

const database = freshDatabase();
beforeAll(database.open);

const NAME = "Wilhelmina Outofsight";

test("an erased person is named nowhere but in the audit trail, and their labels stay", async () => {
  const fixture = await createRoundFixture({ comparisons: 3, people: 2 });
  const { project, people, owner, criteria, comparisons, roundId } = fixture;
  const person = { ...people[0]!, name: NAME };
  await changeOwnName(actorOf(person), NAME);
  await db().annotator.updateMany({ where: { userId: person.id }, data: { name: NAME } });
  const [token = ""] = await tokensOf(fixture, person);
  await recordLabels(actorOf(person), [press(token, criteria[0]!.id)]);
  const before = await db().label.findMany({ where: { projectId: project.id } });
  const exported = await exportDataset(actorOf(owner), project.slug, { format: "concord-jsonl" });
  expect(fs.readFileSync(exported.file, "utf8")).toContain(NAME);

  const { pseudonym } = await erasePerson(actorOf(owner), person.id);
  expect(pseudonym).toMatch(/^Former annotator [0-9A-F]{4}$/);

  expect(await db().label.findMany({ where: { projectId: project.id } })).toEqual(before);
  expect(fs.existsSync(exported.file)).toBe(false);
  const again = [1, 2].map(async () =>
    fs.readFileSync((await exportDataset(actorOf(owner), project.slug, { format: "concord-jsonl" })).file, "utf8"),
  );
  const [first, second] = await Promise.all(again);
  expect(first).toContain(pseudonym);
  expect(second).toBe(first);
  const seen = JSON.stringify([
    first,
    await getAgreementReport(actorOf(owner), project.slug, AgreementOptions.parse({})),
    await getComparison(actorOf(owner), project.id, comparisons[0]!.id),
    await listActivity(project.id, 50),
    // Every row of every table but the trail.
    ...(await rowsOfEverything()),
  ]);
  expect(seen).not.toContain(NAME);
  expect(seen).not.toContain(person.email);
  expect(seen).toContain(pseudonym);
  const trail = await db().auditEvent.findMany({ where: { actorUserId: person.id } });
  expect(JSON.stringify(trail.map(({ actorName, target }) => [actorName, target]))).toContain(NAME);
  expect(await verifyAudit()).toMatchObject({ breach: null });
  // What waited for them goes to who is left.
  expect(await db().assignment.count({ where: { roundId, state: "OPEN", annotator: { userId: person.id } } })).toBe(0);
  expect(await db().session.count({ where: { userId: person.id } })).toBe(0);
});

test("erasing is for operators, and for ever", async () => {
  const { owner, people, project } = await createRoundFixture({ people: 2 });
  const [person, other] = people;
  await expect(erasePerson(actorOf(other!), person!.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(erasePerson(actorOf(owner), owner.id)).rejects.toMatchObject({ code: "conflict" });
  const operator = await createUser({ isOperator: true });
  // The owner is the only one of the project.
  await expect(erasePerson(actorOf(operator), owner.id)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(project.name),
  });
  await erasePerson(actorOf(operator), person!.id);
  await expect(erasePerson(actorOf(operator), person!.id)).rejects.toMatchObject({ code: "conflict" });
  await expect(setUserDisabled(actorOf(operator), person!.id, false)).rejects.toMatchObject({ code: "conflict" });
  const member = await db().member.findFirstOrThrow({ where: { projectId: project.id, userId: person!.id } });
  await expect(removeProjectMember(actorOf(owner), project.slug, member.id)).rejects.toMatchObject({ code: "not_found" });
});

async function rowsOfEverything(): Promise<string[]> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'AuditEvent'`;
  return Promise.all(
    tables.map(async ({ name }) => {
      const [all] = await db().$queryRawUnsafe<{ rows: string }[]>(
        `select coalesce(json_agg(t)::text, '') as rows from "${name}" t`,
      );
      return all?.rows ?? "";
    }),
  );
}
