import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appendAudit } from "@/lib/audit/append";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import type { Annotator, Comparison, Criterion, Project } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { createAnnotator, createComparison, createCriterion, createLabel, createProject } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { ANSWERS, NO_SCORE } from "./columns/label-store";
import { getLabelColumns, type LabelColumns } from "./label-columns";

beforeAll(freshDatabase().open);

let project: Project;
let criterion: Criterion;
let person: Annotator;
let comparison: Comparison;

beforeEach(async () => {
  project = await createProject();
  criterion = await createCriterion(project);
  person = await createAnnotator(project);
  comparison = await createComparison(project);
});

/** The scores of a project by comparison, as a reader of columns sees them. */
function scoresOf(columns: LabelColumns): Record<string, number> {
  const scores: Record<string, number> = {};
  for (let i = 0; i < columns.count; i++) {
    scores[columns.comparisonId(columns.labels.comparison[i]!)] = columns.labels.score[i]!;
  }
  return scores;
}

describe("getLabelColumns", () => {
  test("has no labels where there are none", async () => {
    const columns = await getLabelColumns(project.id);
    expect(columns.count).toBe(0);
    expect(columns.comparisonCount).toBe(0);
    expect(columns.annotators.map(({ id }) => id)).toEqual([person.id]);
  });

  test("keeps every field of a label", async () => {
    const judge = await createAnnotator(project, { kind: "AI", name: "judge" });
    await createLabel(comparison, criterion, person, {
      score: -3,
      presentedSwapped: true,
      submittedAt: new Date("2026-05-01T10:00:00.125Z"),
    });
    await createLabel(comparison, criterion, judge, {
      score: 2,
      probabilityB: 0.7123456789,
      probabilityBClamped: 0.6,
      orderConsistent: false,
      strengthKnown: false,
    });
    const other = await createComparison(project);
    await createLabel(other, criterion, judge, { answer: "INVALID", score: null });
    const columns = await getLabelColumns(project.id);
    expect(columns.count).toBe(3);
    const place = (annotator: Annotator, of: Comparison) =>
      [0, 1, 2].find(
        (i) =>
          columns.annotators[columns.labels.annotator[i]!]?.id === annotator.id &&
          columns.comparisonId(columns.labels.comparison[i]!) === of.id,
      )!;
    const byPerson = place(person, comparison);
    const { labels } = columns;
    expect(columns.annotators[labels.annotator[byPerson]!]).toMatchObject({
      name: person.name,
      kind: "HUMAN",
      origin: "IMPORTED",
      judge: null,
    });
    expect(columns.criteria[labels.criterion[byPerson]!]?.key).toBe("helpful");
    expect(labels.score[byPerson]).toBe(-3);
    expect(ANSWERS[labels.answer[byPerson]!]).toBe("PREFERENCE");
    expect(labels.presentedSwapped[byPerson]).toBe(1);
    expect(labels.orderConsistent[byPerson]).toBe(-1);
    expect(labels.probabilityB[byPerson]).toBeNaN();
    expect(labels.round[byPerson]).toBe(-1);
    expect(labels.submittedAt[byPerson]).toBe(Date.parse("2026-05-01T10:00:00.125Z"));
    const byJudge = place(judge, comparison);
    expect(labels.probabilityB[byJudge]).toBe(0.7123456789);
    expect(labels.probabilityBClamped[byJudge]).toBe(0.6);
    expect(labels.orderConsistent[byJudge]).toBe(0);
    expect(labels.strengthKnown[byJudge]).toBe(0);
    const unreadable = place(judge, other);
    expect(labels.score[unreadable]).toBe(NO_SCORE);
    expect(ANSWERS[labels.answer[unreadable]!]).toBe("INVALID");
  });

  test("reads what is new and what has changed, and says so by its version", async () => {
    const label = await createLabel(comparison, criterion, person, { score: 1 });
    const first = await getLabelColumns(project.id);
    expect((await getLabelColumns(project.id)).version).toBe(first.version);
    const second = await createComparison(project);
    await createLabel(second, criterion, person, { score: 4 });
    const grown = await getLabelColumns(project.id);
    expect(scoresOf(grown)).toEqual({ [comparison.id]: 1, [second.id]: 4 });
    expect(grown.version).not.toBe(first.version);
    await pool().query('update "Label" set score = -2, "writtenXid" = pg_current_xact_id()::text::bigint where id = $1', [
      label.id,
    ]);
    const changed = await getLabelColumns(project.id);
    expect(scoresOf(changed)).toEqual({ [comparison.id]: -2, [second.id]: 4 });
    expect(changed.count).toBe(2);
    expect(changed.version).not.toBe(grown.version);
  });

  test("sees a label that was taken back, and one that took its place", async () => {
    const label = await createLabel(comparison, criterion, person, { score: 1 });
    const second = await createComparison(project);
    await createLabel(second, criterion, person, { score: 3 });
    await getLabelColumns(project.id);
    await db().label.delete({ where: { comparisonId_id: { comparisonId: comparison.id, id: label.id } } });
    expect(scoresOf(await getLabelColumns(project.id))).toEqual({ [second.id]: 3 });
    await createLabel(comparison, criterion, person, { score: -4 });
    const again = await getLabelColumns(project.id);
    expect(scoresOf(again)).toEqual({ [comparison.id]: -4, [second.id]: 3 });
    expect(again.count).toBe(2);
  });

  test("misses no label whose transaction was still open at an earlier reading", async () => {
    const second = await createComparison(project);
    const slow = await pool().connect();
    try {
      await slow.query("begin");
      await slow.query(
        `insert into "Label" ("comparisonId", id, "projectId", "criterionId", "annotatorId", answer, score, "submittedAt")
         values ($1, $2, $3, $4, $5, 'PREFERENCE', 2, now())`,
        [second.id, newId(), project.id, criterion.id, person.id],
      );
      await createLabel(comparison, criterion, person, { score: 1 });
      expect(scoresOf(await getLabelColumns(project.id))).toEqual({ [comparison.id]: 1 });
      await slow.query("commit");
    } finally {
      slow.release();
    }
    expect(scoresOf(await getLabelColumns(project.id))).toEqual({ [comparison.id]: 1, [second.id]: 2 });
  });

  test("marks withdrawn comparisons, restored ones no longer, and those withdrawn before their first label", async () => {
    const second = await createComparison(project);
    await createLabel(comparison, criterion, person, { score: 1 });
    const flags = (columns: LabelColumns) =>
      Object.fromEntries([...Array(columns.comparisonCount).keys()].map((i) => [columns.comparisonId(i), columns.withdrawn[i]]));
    const setWithdrawn = (of: Comparison, withdrawnAt: Date | null) =>
      db().$transaction(async (transaction) => {
        await transaction.comparison.update({ where: { id: of.id }, data: { withdrawnAt } });
        await appendAudit(transaction, systemActor(), { projectId: project.id, action: "comparison.withdraw", target: of.id });
      });
    const before = await getLabelColumns(project.id);
    expect(flags(before)).toEqual({ [comparison.id]: 0 });
    await setWithdrawn(comparison, new Date());
    const after = await getLabelColumns(project.id);
    expect(flags(after)).toEqual({ [comparison.id]: 1 });
    expect(after.version).not.toBe(before.version);
    await setWithdrawn(second, new Date());
    await getLabelColumns(project.id);
    await createLabel(second, criterion, person, { score: 1 });
    expect(flags(await getLabelColumns(project.id))).toEqual({ [comparison.id]: 1, [second.id]: 1 });
    await setWithdrawn(comparison, null);
    expect(flags(await getLabelColumns(project.id))).toEqual({ [comparison.id]: 0, [second.id]: 1 });
  });

  test("numbers clusters by their key", async () => {
    const same = [await createComparison(project, { clusterKey: "one" }), await createComparison(project, { clusterKey: "one" })];
    const other = await createComparison(project, { clusterKey: "two" });
    for (const of of [...same, other]) await createLabel(of, criterion, person, { score: 1 });
    const columns = await getLabelColumns(project.id);
    const clusterOf = (id: string) => columns.clusters[[0, 1, 2].find((i) => columns.comparisonId(i) === id)!];
    expect(clusterOf(same[0]!.id)).toBe(clusterOf(same[1]!.id));
    expect(clusterOf(other.id)).not.toBe(clusterOf(same[0]!.id));
  });

  test("serves many readers at once, and each sees what was stored before it asked", async () => {
    const scores: Record<string, number> = {};
    const readers: Promise<void>[] = [];
    for (let i = 0; i < 12; i++) {
      const of = await createComparison(project);
      await createLabel(of, criterion, person, { score: 1 });
      scores[of.id] = 1;
      const known = { ...scores };
      readers.push(getLabelColumns(project.id).then((columns) => expect(scoresOf(columns)).toMatchObject(known)));
    }
    await Promise.all(readers);
  });

  test("keeps projects apart", async () => {
    const elsewhere = await createProject();
    await createLabel(comparison, criterion, person, { score: 1 });
    expect((await getLabelColumns(elsewhere.id)).count).toBe(0);
    await expect(getLabelColumns("'; drop table x; --")).rejects.toThrow();
  });
});
