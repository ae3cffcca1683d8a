import { beforeAll, expect, test } from "vitest";
import type { User } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { createRandom } from "@/lib/stats/random";
import { actorOf } from "@/lib/testing/factories";
import { createRoundFixture, press, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { getLabelColumns, type LabelColumns } from "./label-columns";
import { recordLabels } from "./record-labels";

beforeAll(freshDatabase().open);

/** Every label with all that columns know of it, in an order of its own. */
function rowsOf(columns: LabelColumns): string[] {
  const { labels } = columns;
  const comparison = (i: number) => columns.comparisonId(labels.comparison[i]!);
  const names = Object.keys(labels).filter((name) => !["comparison", "annotator", "criterion", "round"].includes(name));
  return Array.from({ length: columns.count }, (_, i) =>
    JSON.stringify([
      comparison(i),
      columns.annotators[labels.annotator[i]!]?.id,
      columns.criteria[labels.criterion[i]!]?.id,
      columns.rounds[labels.round[i]!]?.id,
      ...names.map((name) => labels[name as keyof typeof labels][i]),
    ]),
  ).sort();
}

/** The same labels, read by a process that knows nothing yet. */
async function readWhole(projectId: string): Promise<{ rows: string[]; version: string }> {
  const kept = globalThis.concordLabelColumns;
  globalThis.concordLabelColumns = undefined;
  const columns = await getLabelColumns(projectId);
  const whole = { rows: rowsOf(columns), version: columns.version };
  globalThis.concordLabelColumns = kept;
  return whole;
}

test("columns follow answers, edits and undos of several people at once, without reading all again", async () => {
  const fixture = await createRoundFixture({ comparisons: 12, people: 4 });
  const projectId = fixture.project.id;
  const criterionId = fixture.criteria[0]!.id;
  const random = createRandom(20261125, "undo");
  const queues = await Promise.all(
    fixture.people.map(async (person) => ({ person, tokens: await tokensOf(fixture, person), answered: new Set<string>() })),
  );
  const act = (person: User, token: string, answered: Set<string>) => {
    if (answered.has(token) && random.below(2) === 0) {
      answered.delete(token);
      return recordLabels(actorOf(person), [press(token, criterionId, { answer: "UNDO", side: undefined, level: undefined })]);
    }
    answered.add(token);
    const side = random.below(2) === 0 ? "LEFT" : "RIGHT";
    return recordLabels(actorOf(person), [press(token, criterionId, { side, level: 1 + random.below(4) })]);
  };
  for (const { person, tokens, answered } of queues) await act(person, tokens[0]!, answered);
  const first = await getLabelColumns(projectId);
  const versions = new Map<string, string>();

  for (let step = 0; step < 60; step++) {
    const acts = queues.map(({ person, tokens, answered }) => act(person, tokens[random.below(tokens.length)]!, answered));
    // Read while they are stored, and again once they are.
    const [during] = await Promise.all([getLabelColumns(projectId).then(rowsOf), ...acts]);
    expect(during.length).toBeLessThanOrEqual(4 * 12);
    for (const [acknowledgement] of await Promise.all(acts)) expect(acknowledgement?.status).toBe("stored");
    const columns = await getLabelColumns(projectId);
    const rows = rowsOf(columns);
    const whole = await readWhole(projectId);
    expect(rows, `step ${step}`).toEqual(whole.rows);
    expect(rows).toHaveLength(queues.reduce((sum, { answered }) => sum + answered.size, 0));
    expect(columns.version).toBe(whole.version);
    // Reading all again would begin with arrays of its own.
    expect(columns.labels).toBe(first.labels);
    expect(versions.get(columns.version) ?? rows.join()).toBe(rows.join());
    versions.set(columns.version, rows.join());
  }
  const { rows } = await pool().query<{ undos: string }>(`select count(*)::text as undos from "LabelEvent" where kind = 'UNDO'`);
  expect(Number(rows[0]?.undos)).toBeGreaterThan(20);
});

test("an undo that was still open at an earlier reading is followed at the next", async () => {
  const fixture = await createRoundFixture({ comparisons: 3, people: 1 });
  const [person] = fixture.people;
  const criterionId = fixture.criteria[0]!.id;
  const tokens = await tokensOf(fixture, person!);
  await recordLabels(actorOf(person!), [press(tokens[0]!, criterionId), press(tokens[1]!, criterionId)]);
  expect((await getLabelColumns(fixture.project.id)).count).toBe(2);
  const slow = await pool().connect();
  try {
    await slow.query("begin");
    // As the door does it: the label goes and its event says by which transaction.
    await slow.query(
      `with gone as (delete from "Label" l where l.id = (select id from "Label" where "projectId" = $1 order by id limit 1) returning *)
       insert into "LabelEvent" ("comparisonId", id, "labelId", "projectId", "annotatorId", kind, "bodyHash", "undoneXid")
       select "comparisonId", gen_random_uuid(), id, "projectId", "annotatorId", 'UNDO', '\\x00', pg_current_xact_id()::text::bigint from gone`,
      [fixture.project.id],
    );
    await recordLabels(actorOf(person!), [press(tokens[2]!, criterionId)]);
    const before = await getLabelColumns(fixture.project.id);
    expect(before.count).toBe(3);
    const { labels } = before;
    await slow.query("commit");
    const after = await getLabelColumns(fixture.project.id);
    expect(after.count).toBe(2);
    expect(after.labels).toBe(labels);
    expect(rowsOf(after)).toEqual((await readWhole(fixture.project.id)).rows);
  } finally {
    slow.release();
  }
});
