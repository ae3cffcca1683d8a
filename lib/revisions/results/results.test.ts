import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { recordReading } from "@/lib/guidelines/record-reading";
import { newId } from "@/lib/ids";
import { getChain, listChains } from "@/lib/revisions/review/get-chain";
import { reviewStep } from "@/lib/revisions/review/review-step";
import { startRevisionWorker, stopRevisionWorker } from "@/lib/revisions/runs/revision-worker";
import type { SftQuery } from "@/lib/revisions/schema";
import { createRound } from "@/lib/rounds/create-round";
import { openRound } from "@/lib/rounds/open-round";
import { getQueue } from "@/lib/rounds/queue";
import { wilson } from "@/lib/stats";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import {
  askedFor,
  createRevisionFixture,
  type RevisionFixture,
  startFixtureRevisions,
  untilRevisionRun,
} from "@/lib/testing/revision-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { choosePairs } from "./choose-pairs";
import { makeComparisons } from "./make-comparisons";
import { getRevisionPanel } from "./panel";
import type { ChainText } from "./read-texts";
import { openSftFile } from "./sft-rows";

const database = freshDatabase();
const actor = systemActor("test");
let server: FaultServer;
let fixture: RevisionFixture;
let owner: User;

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  // Each revision is longer than the text before it; the second one of chain [1] changes nothing.
  server = await startFaultServer((seen) => {
    const mark = /\[\d+\]/.exec(seen.prompt)?.[0] ?? "";
    if (askedFor(seen) !== "revision") return { kind: "answer", text: `${askedFor(seen)} of ${mark}` };
    const isSecond = seen.prompt.includes("revision of");
    return { kind: "answer", text: `revision of ${mark}${isSecond && mark !== "[1]" ? " again" : ""}` };
  });
  owner = await createUser();
  fixture = await createRevisionFixture(server, { comparisons: 3, ownerId: owner.id });
  startRevisionWorker();
});

afterAll(async () => {
  await stopRevisionWorker();
  await server.close();
});

async function run(): Promise<string> {
  const runId = await startFixtureRevisions(fixture);
  await untilRevisionRun(runId, ["DONE"]);
  return runId;
}

async function rowsOf(runId: string, query: Partial<SftQuery> = {}): Promise<Record<string, unknown>[]> {
  const { lines } = await openSftFile(actor, fixture.project.id, runId, { reviewed: "no", ...query });
  const rows: Record<string, unknown>[] = [];
  for await (const line of lines) {
    expect(line.endsWith("\n")).toBe(true);
    rows.push(JSON.parse(line));
  }
  return rows;
}

async function findStep(runId: string, place: number, kind: "RESPONSE" | "CRITIQUE" | "REVISION", revision: number) {
  return db().revisionStep.findFirstOrThrow({ where: { chain: { runId, place }, kind, revision } });
}

const text = (revision: number, said: string, review: ChainText["review"] = "WAITING"): ChainText => ({
  revision,
  text: said,
  responseId: `r${revision}`,
  model: null,
  review,
  principle: null,
});

describe("choosePairs", () => {
  const texts = [text(0, "a", null), text(1, "b"), text(2, "b"), text(3, "c", "REJECTED"), text(4, "d")];

  test("pairs neighbours, reaches over what was rejected, and counts what says the same", () => {
    const { pairs, unchanged, rejected } = choosePairs(texts, "consecutive");
    expect(pairs.map(({ before, after }) => [before.revision, after.revision])).toEqual([
      [0, 1],
      [2, 4],
    ]);
    expect({ unchanged, rejected }).toEqual({ unchanged: 1, rejected: 1 });
  });

  test("pairs the last one with the first response, if there are two", () => {
    expect(choosePairs(texts, "final-original").pairs).toMatchObject([{ before: { revision: 0 }, after: { revision: 4 } }]);
    expect(choosePairs(texts.slice(0, 1), "final-original").pairs).toEqual([]);
    expect(choosePairs([text(0, "a"), text(1, "a")], "final-original")).toMatchObject({ pairs: [], unchanged: 1 });
  });
});

describe("a step's review", () => {
  test("keeps what the model wrote, makes a person's text a response of its own, and can be taken back", async () => {
    const runId = await run();
    const step = await findStep(runId, 1, "REVISION", 1);
    await reviewStep(actorOf(owner), runId, { stepId: step.id, review: "EDITED", text: "  Written by a person. " });
    const edited = await findStep(runId, 1, "REVISION", 1);
    expect(edited).toMatchObject({
      review: "EDITED",
      editedText: "Written by a person.",
      rawText: step.rawText,
      reviewedById: owner.id,
    });
    expect(await db().response.findUniqueOrThrow({ where: { id: edited.resultResponseId! } })).toMatchObject({
      text: "Written by a person.",
      authorId: owner.id,
      editedFromId: step.resultResponseId,
      model: null,
    });
    const chain = await getChain(actorOf(owner), fixture.project.slug, runId, 1);
    expect(chain.steps.map(({ kind, review }) => [kind, review])).toEqual([
      ["RESPONSE", "WAITING"],
      ["CRITIQUE", "WAITING"],
      ["REVISION", "EDITED"],
      ["CRITIQUE", "WAITING"],
      ["REVISION", "WAITING"],
    ]);
    expect(chain.steps[2]).toMatchObject({ editedText: "Written by a person.", reviewer: owner.name });
    // What came later was made from the model's text, and is shown beside that; a step made after the edit is made from it.
    expect(chain.steps.map(({ isBuiltOn }) => isBuiltOn)).toEqual([true, true, true, true, false]);
    const madeFrom = ({ changes }: (typeof chain.steps)[number] = chain.steps[0]!) =>
      changes?.flatMap(({ kind, text }) => (kind === "added" ? [] : text)).join("");
    expect(madeFrom(chain.steps[4])).toBe(step.rawText);
    for (const [kind, revision] of [
      ["CRITIQUE", 2],
      ["REVISION", 2],
    ] as const) {
      const { id } = await findStep(runId, 1, kind, revision);
      await db().revisionStep.update({ where: { id }, data: { createdAt: new Date(Date.now() + 60_000) } });
    }
    const later = await getChain(actorOf(owner), fixture.project.slug, runId, 1);
    expect(later.steps[2]).toMatchObject({ isBuiltOn: false });
    expect(madeFrom(later.steps[4])).toBe("Written by a person.");

    await reviewStep(actorOf(owner), runId, { stepId: step.id, review: "ACCEPTED" });
    expect(await findStep(runId, 1, "REVISION", 1)).toMatchObject({
      review: "ACCEPTED",
      editedText: null,
      resultResponseId: step.resultResponseId,
    });
    await reviewStep(actorOf(owner), runId, { stepId: step.id, review: "WAITING" });
    expect(await findStep(runId, 1, "REVISION", 1)).toMatchObject({ review: "WAITING", reviewedById: null });
    const critique = await findStep(runId, 1, "CRITIQUE", 1);
    await reviewStep(actorOf(owner), runId, { stepId: critique.id, review: "EDITED", text: "A sharper critique." });
    expect(await findStep(runId, 1, "CRITIQUE", 1)).toMatchObject({ editedText: "A sharper critique.", resultResponseId: null });
    expect(await listChains(runId, { from: 1, limit: 2 })).toMatchObject([
      { place: 1, steps: 5, reviewed: 1, edited: 1, rejected: 0 },
      { place: 2, steps: 5, reviewed: 0 },
    ]);
    expect(await db().auditEvent.count({ where: { projectId: fixture.project.id, action: "revision-step.review" } })).toBe(4);
  });

  test("is refused for an edit that is none, and to everybody but researchers", async () => {
    const runId = await run();
    const step = await findStep(runId, 1, "REVISION", 1);
    for (const said of [step.rawText, "  "]) {
      await expect(reviewStep(actorOf(owner), runId, { stepId: step.id, review: "EDITED", text: said })).rejects.toMatchObject({
        code: "invalid",
      });
    }
    const annotator = await createUser();
    await createMember(fixture.project, annotator, "ANNOTATOR");
    for (const stranger of [actorOf(annotator), actorOf(await createUser())]) {
      await expect(reviewStep(stranger, runId, { stepId: step.id, review: "ACCEPTED" })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(getChain(stranger, fixture.project.slug, runId, 1)).rejects.toMatchObject({ code: "not_found" });
      await expect(makeComparisons(stranger, fixture.project.slug, runId, "consecutive")).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(getRevisionPanel(stranger, fixture.project.slug, runId)).rejects.toMatchObject({ code: "not_found" });
      await expect(openSftFile(stranger, fixture.project.slug, runId, { reviewed: "no" })).rejects.toMatchObject({
        code: "not_found",
      });
    }
  });
});

describe("what a run gives", () => {
  test("is a file of rows for fine-tuning, for every revision, without what was rejected and with what was edited", async () => {
    const runId = await run();
    const all = await rowsOf(runId);
    expect(all).toHaveLength(6);
    expect(all[0]).toMatchObject({
      prompt: [{ role: "user", content: "Question [0]" }],
      completion: [{ role: "assistant", content: "revision of [0]" }],
      chain: 1,
      revision: 1,
      principle: expect.stringMatching(/^[a-z-]+$/),
      review: "waiting",
    });
    expect((await rowsOf(runId, { revision: 0 })).map(({ revision }) => revision)).toEqual([0, 0, 0]);
    expect((await rowsOf(runId, { upTo: 1 })).map(({ revision }) => revision)).toEqual([1, 1, 1]);
    const [rejected, edited] = [await findStep(runId, 1, "REVISION", 1), await findStep(runId, 2, "REVISION", 2)];
    await reviewStep(actorOf(owner), runId, { stepId: rejected.id, review: "REJECTED" });
    await reviewStep(actorOf(owner), runId, { stepId: edited.id, review: "EDITED", text: "By hand." });
    expect(await rowsOf(runId)).toHaveLength(5);
    expect(await rowsOf(runId, { reviewed: "yes" })).toMatchObject([
      { chain: 2, revision: 2, completion: [{ content: "By hand." }], review: "edited" },
    ]);
    await expect(openSftFile(actor, fixture.project.id, runId, { reviewed: "no", revision: 1, upTo: 2 })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("is comparisons in a dataset, whose sides say nothing of what was revised, and none of equal texts", async () => {
    const runId = await run();
    const { name } = await db().revisionRun.findUniqueOrThrow({ where: { id: runId } });
    const made = await makeComparisons(actor, fixture.project.id, runId, "consecutive");
    // Three chains of two pairs; one of them says the same twice.
    expect(made).toMatchObject({ made: 5, known: 0, unchanged: 1, rejected: 0 });
    expect(await db().dataset.findUniqueOrThrow({ where: { id: made.datasetId! } })).toMatchObject({
      newCount: 5,
      refusedCount: 0,
    });
    const comparisons = await db().comparison.findMany({
      where: { datasetId: made.datasetId! },
      select: { responseA: true, responseB: true, metadata: true, prompt: true },
    });
    expect(comparisons.map(({ metadata }) => metadata)).toEqual(
      expect.arrayContaining([{ "made by": "revisions", run: name, chain: 1 }]),
    );
    const sides = new Set(
      comparisons.map(({ responseA, responseB }) => ((responseA.model ?? "") < (responseB.model ?? "") ? "A first" : "B first")),
    );
    expect(sides.size).toBe(2);
    // The responses are those of the chains, not copies.
    expect(
      await db().response.count({ where: { projectId: fixture.project.id, model: { startsWith: `scripted-1, ${name}` } } }),
    ).toBe(6);
    expect(await makeComparisons(actor, fixture.project.id, runId, "consecutive")).toMatchObject({ made: 0, known: 5 });
    expect(await makeComparisons(actor, fixture.project.id, runId, "final-original")).toMatchObject({ made: 3, unchanged: 0 });
  });

  test("reaches the people who label as texts alone: nothing tells which response was revised", async () => {
    const runId = await run();
    const { name } = await db().revisionRun.findUniqueOrThrow({ where: { id: runId } });
    await makeComparisons(actor, fixture.project.id, runId, "final-original");
    const annotator = await createUser();
    await createMember(fixture.project, annotator, "ANNOTATOR");
    const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: fixture.project.id } });
    const round = await createRound(actorOf(owner), fixture.project.slug, {
      name: "Blind",
      criterionIds: [criterion.id],
      userIds: [annotator.id],
      overlap: 1,
      sampling: { kind: "all" },
      order: "DATASET",
      seed: 1,
    });
    await openRound(actorOf(owner), round.id);
    await recordReading(actorOf(annotator), round.id, 1);
    const { items } = await getQueue(actorOf(annotator), round.id, { limit: 50 });
    const sent = JSON.stringify(items);
    expect(sent).toContain("revision of [0]");
    for (const told of [name, "scripted-1", "made by", "principle"]) expect(sent).not.toContain(told);
    const chains = await db().revisionStep.findMany({
      where: { chain: { runId } },
      select: { id: true, resultResponseId: true },
    });
    for (const { id, resultResponseId } of chains) {
      expect(sent).not.toContain(id);
      if (resultResponseId) expect(sent).not.toContain(resultResponseId);
    }
  });

  test("is a panel of length and preference by revision, from the labels on these comparisons alone", async () => {
    const runId = await run();
    await makeComparisons(actor, fixture.project.id, runId, "consecutive");
    const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: fixture.project.id } });
    const [person, judge] = await Promise.all(
      (["HUMAN", "AI"] as const).map((kind) =>
        db().annotator.create({
          data: {
            id: newId(),
            projectId: fixture.project.id,
            kind,
            origin: "IMPORTED",
            name: kind,
            key: `import:${kind}:${newId()}`,
          },
        }),
      ),
    );
    const { name } = await db().revisionRun.findUniqueOrThrow({ where: { id: runId } });
    const comparisons = await db().comparison.findMany({
      where: { projectId: fixture.project.id, metadata: { path: ["run"], equals: name } },
      select: { id: true, responseA: true, responseB: true },
    });
    for (const { id, responseA, responseB } of comparisons) {
      const isFirstPair = [responseA.model, responseB.model].includes("scripted-1");
      const laterIsB = (responseB.model ?? "").length > (responseA.model ?? "").length || (responseB.model ?? "").endsWith("2");
      // People like the first revision much better, and the second one somewhat less; the judge finds everything equal.
      const score = (isFirstPair ? 3 : -1) * (laterIsB ? 1 : -1);
      for (const [annotator, given] of [
        [person!, score],
        [judge!, 0],
      ] as const) {
        await db().label.create({
          data: {
            id: newId(),
            projectId: fixture.project.id,
            comparisonId: id,
            criterionId: criterion.id,
            annotatorId: annotator.id,
            answer: "PREFERENCE",
            score: given,
            submittedAt: new Date(),
          },
        });
      }
    }
    const { rows } = await getRevisionPanel(actor, fixture.project.id, runId);
    expect(rows.map(({ revision, texts, length }) => [revision, texts, length.estimate])).toEqual([
      [0, 3, "response of [0]".length],
      [1, 3, "revision of [0]".length],
      [2, 3, "revision of [0]".length + 4],
    ]);
    expect(rows[0]).toMatchObject({ people: null, judges: null });
    expect(rows[1]?.people?.before).toMatchObject({ labels: 3, comparisons: 3, annotators: 1, score: { estimate: 3 } });
    // Three prompts of one mind cannot vary in resamples: the share gets Wilson's interval over prompts.
    expect(rows[1]?.people?.before.share).toMatchObject({ estimate: 1, low: wilson(3, 3).low, high: 1 });
    expect(rows[1]?.people?.first.share.estimate).toBe(1);
    expect(rows[2]?.people?.before).toMatchObject({ labels: 2, share: { estimate: 0 }, score: { estimate: -1 } });
    expect(rows[2]?.people?.first).toMatchObject({
      labels: 0,
      share: { estimate: null, reason: "no label on such a comparison" },
    });
    expect(rows[2]?.judges?.before.share.estimate).toBe(0.5);

    const step = await findStep(runId, 1, "REVISION", 1);
    await reviewStep(actorOf(owner), runId, { stepId: step.id, review: "REJECTED" });
    const after = await getRevisionPanel(actor, fixture.project.id, runId);
    expect(after.rows[1]).toMatchObject({ texts: 2, rejected: 1, people: { before: { labels: 2 } } });
    await expect(getRevisionPanel(actor, fixture.project.id, runId, "nothing")).rejects.toMatchObject({ code: "not_found" });
  });
});
