import { Writable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { aggregate } from "@/lib/cli/aggregate";
import { createIo } from "@/lib/cli/io";
import { db } from "@/lib/db/client";
import type { Comparison, Criterion, Project, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import {
  actorOf,
  createAnnotator,
  createComparison,
  createCriterion,
  createLabel,
  createMember,
  createProject,
  createUser,
} from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { toDocument } from "./document";
import { getConsensusPage, listUnsure, openConsensus } from "./queries";
import { AggregateOptions } from "./schema";

let owner: User;
let project: Project;
let criterion: Criterion;
let comparisons: Comparison[];

beforeAll(freshDatabase().open);

// What three people said: all A, all B, split, two against one.
const SAID = [
  [-2, -1, -3],
  [2, 2, 1],
  [-2, 2, 0],
  [1, 1, -1],
];

beforeAll(async () => {
  owner = await createUser();
  project = await createProject({ owner });
  criterion = await createCriterion(project);
  const people = [];
  for (const name of ["ada", "ben", "cleo"]) people.push(await createAnnotator(project, { name }));
  comparisons = [];
  for (const [i, scores] of SAID.entries()) {
    const comparison = await createComparison(project, { externalId: `q${i}` });
    comparisons.push(comparison);
    for (const [at, score] of scores.entries()) await createLabel(comparison, criterion, people[at]!, { score });
  }
  await createComparison(project, { externalId: "unlabelled" });
});

const options = (asked: Partial<AggregateOptions> = {}) => AggregateOptions.parse(asked);

describe("getConsensusPage", () => {
  test("pages in the order of import, each comparison with its own id and probabilities", async () => {
    const first = await getConsensusPage(actorOf(owner), project.slug, options(), { limit: 3 });
    expect(first.comparisons.map(({ id, preference, labels }) => [id, preference, labels])).toEqual([
      ["q0", "A", 3],
      ["q1", "B", 3],
      ["q2", null, 3],
    ]);
    expect(first.next).toBe(comparisons[2]!.id);
    const rest = await getConsensusPage(actorOf(owner), project.slug, options(), { limit: 3, after: first.next! });
    expect(rest.comparisons).toMatchObject([{ id: "q3", preference: "B", probabilities: { A: 1 / 3, tie: 0, B: 2 / 3 } }]);
    expect(rest.next).toBeNull();
  });

  test("puts an adjudicator's word before the aggregation, and keeps its probabilities", async () => {
    await db().adjudication.create({
      data: {
        id: newId(),
        comparisonId: comparisons[2]!.id,
        projectId: project.id,
        criterionId: criterion.id,
        userId: owner.id,
        answer: "PREFERENCE",
        score: 3,
        rationale: "B answers what was asked.",
      },
    });
    const page = await getConsensusPage(actorOf(owner), project.slug, options(), { limit: 10 });
    expect(page.comparisons[2]).toMatchObject({ preference: "B", from: "adjudication", reason: null });
    expect(page.comparisons[2]!.probabilities.A).toBeCloseTo(1 / 3, 12);
    const { unsure } = await listUnsure(actorOf(owner), project.slug, options(), 2);
    expect(unsure.map(({ row, comparison }) => [row.id, comparison.labels.length])).toEqual([
      ["q2", 3],
      ["q3", 3],
    ]);
  });

  test("is one document in the API and on the command line", async () => {
    const { report, rows } = await openConsensus(actorOf(owner), project.slug, options({ method: "dawid-skene" }));
    let text = "";
    for await (const part of toDocument(report, rows)) text += part;
    let printed = "";
    const stdout = new Writable({
      write: (chunk, _, done) => {
        printed += String(chunk);
        done();
      },
    });
    const io = createIo(
      { stdin: process.stdin, stdout, stderr: process.stderr, cwd: "/" },
      { json: true, signal: new AbortController().signal },
    );
    await aggregate.parse(["--project", project.slug, "--method", "dawid-skene"])(systemActor("cli"), io);
    expect(JSON.parse(printed)).toEqual(JSON.parse(text));
    expect(JSON.parse(text)).toMatchObject({
      method: "dawid-skene",
      next: null,
      comparisons: [{ id: "q0" }, {}, {}, { id: "q3" }],
    });
  });

  test("is not there for an annotator of the project, nor for anybody else", async () => {
    const annotator = await createUser();
    await createMember(project, annotator, "ANNOTATOR");
    for (const user of [annotator, await createUser()]) {
      await expect(openConsensus(actorOf(user), project.id, options())).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
