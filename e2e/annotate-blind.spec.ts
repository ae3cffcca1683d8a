import { gzipSync } from "node:zlib";
import type { BrowserContext, Page } from "@playwright/test";
import { importDataset } from "@/lib/datasets/import-dataset";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { saveJudge } from "@/lib/judges/save-judge";
import { api, paths } from "@/lib/paths";
import { storeAggregation } from "@/lib/reaggregation/stored-aggregations";
import { createRound } from "@/lib/rounds/create-round";
import { openRound as openTraining } from "@/lib/rounds/open-round";
import { getQueue } from "@/lib/rounds/queue";
import { createLabel } from "@/lib/testing/factories";
import { openRound, pressAll } from "./annotate-page";
import { expect, type Person, test } from "./fixtures";

/** Each secret is a word that occurs nowhere else. */
const SECRETS = {
  modelA: "canarymodelalbatross",
  modelB: "canarymodelbittern",
  judge: "canaryjudgecormorant",
  judgeRationale: "canaryrationaledunlin",
  otherPerson: "canarypersonegret",
  otherRationale: "canaryrationalefulmar",
  gold: "canarygoldgannet",
  externalId: "canaryidheron",
  metadata: "canarymetadataibis",
  dataset: "canaryfilejacana",
  liveJudge: "canarylivekestrel",
  judgeModel: "canarymodellapwing",
  judgePrompt: "canarypromptmerlin",
  judgeAnswer: "canaryanswernightjar",
  judgeReasoning: "canaryreasonosprey",
  judgeError: "canaryerrorplover",
  aggregation: "canaryaggregationquail",
} as const;

const COMPARISONS = 4;
/** Three ordinary ones, the gold one hidden among them, and one that comes again. */
const SHOWN = 5;

test("nothing that could unblind ever reaches an annotator's browser", async ({ startRound, expectedErrors }) => {
  expectedErrors.push("404", "403", "401", "405", "409", "422");
  const round = await startRound({
    comparisons: COMPARISONS,
    texts,
    people: 1,
    gold: { 1: 3 },
    quality: { goldShare: 0.25, repeatShare: 0.3 },
  });
  const [person] = round.people;
  if (!person) throw new Error("nobody is here");
  const ids = await plant(round, person);
  const training = await plantTraining(round, person);
  const seen = record(person.context);

  await person.page.goto(round.annotatePath);
  await expect(person.page.getByRole("heading", { level: 1, name: `Comparison 1 of ${SHOWN}` })).toBeVisible();
  await visitEverything(person, round, training);
  await openRound(person.page, round.annotatePath);
  await pressAll(person.page, [
    "g",
    "Escape",
    "?",
    "Escape",
    "d",
    "s",
    "Escape",
    "7",
    "z",
    "2",
    "l",
    "Escape",
    "a",
    "Escape",
    "3",
    "u",
    "5",
    "6",
  ]);
  await expect(person.page.getByRole("heading", { level: 1, name: "Round complete" })).toBeVisible();
  await expect(person.page.getByText(`${SHOWN} saved, 0 to send`)).toBeVisible();
  seen.push({ from: "IndexedDB and storage", text: await readStores(person.page) });
  seen.push({ from: "cookies", text: JSON.stringify(await person.context.cookies()) });

  expect(seen.length).toBeGreaterThan(20);
  // The record is read rightly: what may be seen is in it.
  expect(seen.some(({ text }) => text.includes("Answer one to question 0"))).toBe(true);
  expect(leaks(seen, [...Object.values(SECRETS), ...ids])).toEqual([]);
});

test("the record of the crawl would show a secret in every form that is looked for", () => {
  const secret = SECRETS.modelA;
  for (const text of [
    secret,
    secret.toUpperCase(),
    Buffer.from(`x${secret}`).toString("base64"),
    Buffer.from(`{"a":"${secret}"}`).toString("base64url"),
    Buffer.from(secret).toString("hex"),
    encodeURIComponent([...secret].join("")),
  ])
    expect(leaks([{ from: "a test", text: `before ${text} after` }], [secret])).toHaveLength(1);
  expect(leaks([{ from: "a test", text: "nothing here" }], [secret])).toEqual([]);
});

function texts(i: number) {
  return {
    prompt: `Question ${i}?`,
    responseA: `Answer one to question ${i}.`,
    responseB: `Answer two to question ${i}.`,
    modelA: SECRETS.modelA,
    modelB: SECRETS.modelB,
  };
}

/** Puts secrets wherever the database keeps them; gives back the ids that would tell A from B. */
async function plant(
  round: { projectId: string; roundId: string; slug: string; owner: Person["actor"] },
  me: Person,
): Promise<string[]> {
  const operator = { ...round.owner, isOperator: true };
  const lines = Array.from({ length: COMPARISONS }, (_, i) =>
    JSON.stringify({
      id: `c${i + 1}`,
      ...texts(i),
      labels: [
        { annotator: SECRETS.judge, kind: "AI", criterion: "helpful", probabilityB: 0.83, rationale: SECRETS.judgeRationale },
        { annotator: SECRETS.otherPerson, kind: "HUMAN", criterion: "helpful", score: 3, rationale: SECRETS.otherRationale },
      ],
    }),
  );
  await importDataset(operator, round.slug, bytes(lines.join("\n")), {
    fileName: `${SECRETS.dataset}.jsonl`,
    format: "concord-jsonl",
  });
  const comparisons = await db().comparison.findMany({ where: { projectId: round.projectId } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: round.projectId } });
  for (const { id } of comparisons) {
    await db().comparison.update({
      where: { id },
      data: { externalId: `${SECRETS.externalId}-${id}`, metadata: { note: SECRETS.metadata } },
    });
    const gold = { answer: "PREFERENCE" as const, score: 4, explanation: SECRETS.gold };
    await db().goldLabel.upsert({
      where: { comparisonId_criterionId: { comparisonId: id, criterionId: criterion.id } },
      create: { comparisonId: id, criterionId: criterion.id, projectId: round.projectId, ...gold },
      update: gold,
    });
  }
  await plantJudging(round.projectId, criterion.id, comparisons, operator);
  const planted = await db().label.count({ where: { projectId: round.projectId, annotator: { userId: null } } });
  expect(planted).toBe(3 * COMPARISONS);
  const others = await db().annotator.findMany({
    where: { projectId: round.projectId, OR: [{ userId: null }, { userId: { not: me.user.id } }] },
  });
  return [
    ...comparisons.flatMap(({ id, responseAId, responseBId, promptId }) => [id, responseAId, responseBId, promptId]),
    ...others.map(({ id }) => id),
  ];
}

/** A judge in the middle of a run on the very comparisons that are being labelled: its prompt, answers, reasoning, errors and labels. */
async function plantJudging(
  projectId: string,
  criterionId: string,
  comparisons: readonly { id: string }[],
  operator: Person["actor"],
): Promise<void> {
  const judge = await saveJudge(operator, projectId, {
    name: SECRETS.liveJudge,
    endpoint: { name: SECRETS.judgeModel, baseUrl: "https://models.example/v1" },
    model: SECRETS.judgeModel,
    template: {
      asks: "better",
      preamble: SECRETS.judgePrompt,
      sample: "{{conversation}} {{response_1}} {{response_2}}",
      reasoning: "Why?",
      ending: "Which?",
    },
    chainOfThought: "two-step",
  });
  const run = { id: newId(), projectId, judgeVersionId: judge.versionId, criterionId, sampling: { kind: "all" }, concurrency: 1 };
  // Paused: no server takes it up, and its reason is one more secret.
  await db().judgeRun.create({ data: { ...run, state: "PAUSED", pauseReason: SECRETS.judgeError, comparisons: COMPARISONS } });
  const annotator = await db().annotator.findFirstOrThrow({ where: { judgeVersionId: judge.versionId } });
  for (const { id: comparisonId } of comparisons) {
    const call = {
      comparisonId,
      judgeVersionId: judge.versionId,
      criterionId,
      runId: run.id,
      promptHash: "0".repeat(64),
      latencyMs: 1,
    };
    const taskId = newId();
    await db().judgeCall.createMany({
      data: [
        { ...call, id: newId(), order: "AB", step: "RATIONALE", rawText: SECRETS.judgeReasoning, method: "parsed" },
        { ...call, id: newId(), order: "AB", rawText: SECRETS.judgeAnswer, method: "parsed", probabilityFirst: 0.9 },
        { ...call, id: newId(), order: "BA", rawText: SECRETS.judgeAnswer, method: "parsed", probabilityFirst: 0.2 },
      ],
    });
    await db().judgeAttempt.create({
      data: {
        comparisonId,
        id: newId(),
        taskId,
        runId: run.id,
        outcome: "server_error",
        message: SECRETS.judgeError,
        latencyMs: 1,
      },
    });
    await createLabel({ id: comparisonId, projectId }, { id: criterionId }, annotator, { score: 3, probabilityB: 0.85 });
  }
  await storeAggregation(operator, projectId, { judge: judge.judgeId }, { name: SECRETS.aggregation, toRule: ({ own }) => own });
}

/** A training over all the gold, in which nothing is answered: the addresses at which its gold might be had. */
async function plantTraining(round: { projectId: string; slug: string; owner: Person["actor"] }, me: Person): Promise<string[]> {
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: round.projectId } });
  const operator = { ...round.owner, isOperator: true };
  const { id } = await createRound(operator, round.slug, {
    name: "Training",
    criterionIds: [criterion.id],
    userIds: [me.user.id],
    overlap: 1,
    sampling: { kind: "all" },
    order: "RANDOM",
    seed: 1,
    kind: "TRAINING",
    passMark: 0.8,
  });
  await openTraining(operator, id);
  const { items } = await getQueue(me.actor, id, { limit: 20 });
  expect(items).toHaveLength(COMPARISONS);
  return [
    paths.annotate(id),
    api.queue(id),
    api.gate(id),
    api.training(id),
    ...items.map(({ token }) => api.feedback(id, token)),
  ];
}

interface Seen {
  from: string;
  text: string;
}

/** Everything that comes to the browser: bodies and headers of every answer. */
function record(context: BrowserContext): Seen[] {
  const seen: Seen[] = [];
  context.on("response", async (response) => {
    const headers = JSON.stringify(await response.allHeaders().catch(() => ({})));
    const body = await response.body().catch(() => Buffer.alloc(0));
    seen.push({ from: response.url(), text: `${headers}\n${body.toString("latin1")}\n${body.toString("utf8")}` });
  });
  return seen;
}

/** Every address that an annotator may try, those of researchers among them, and every link found on the way. */
async function visitEverything(
  { page }: Person,
  { slug, roundId }: { slug: string; roundId: string },
  training: readonly string[],
): Promise<void> {
  const judging = await judgingAddresses(slug);
  const waiting = [
    ...training,
    paths.annotators(slug),
    api.gate(roundId),
    api.myResults(roundId),
    api.training(roundId),
    paths.home(),
    paths.projects(),
    paths.account(),
    paths.project(slug),
    paths.dataset(slug),
    paths.rounds(slug),
    paths.round(slug, roundId),
    paths.members(slug),
    paths.judges(slug),
    paths.newJudge(slug),
    ...judging,
    paths.agreement(slug),
    paths.disagreements(slug),
    paths.export(slug),
    paths.guidelines(slug),
    paths.settings(slug),
    `${api.queue(roundId)}?limit=20`,
    api.myLabels(roundId),
    api.myAnswers(roundId, new URLSearchParams()),
    api.myQuestions(roundId),
    api.roundProgress(roundId),
    api.v1(`projects/${slug}/agreement`),
    api.v1(`projects/${slug}/labels`),
    api.v1(`projects/${slug}/comparisons`),
    "/api/openapi.json",
    "/sw.js",
  ];
  const visited = new Set<string>();
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (visited.has(address) || visited.size > 80) continue;
    visited.add(address);
    await page.goto(address).catch(() => null);
    const links = await page.getByRole("link").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    waiting.push(...links.filter((href) => href.startsWith("/") && !href.includes(`/annotate/`)));
  }
  // The data of pages as the router asks for it, which is another form of the same answer.
  await page.goto(paths.home());
  for (const address of [paths.annotate(roundId), paths.project(slug), paths.agreement(slug)])
    await page.evaluate(async (url) => void (await (await fetch(url, { headers: { RSC: "1" } })).text()), address);
}

/** Where researchers see the judging that goes on meanwhile. */
async function judgingAddresses(slug: string): Promise<string[]> {
  const project = await db().project.findFirstOrThrow({ where: { slug } });
  const run = await db().judgeRun.findFirstOrThrow({ where: { projectId: project.id }, include: { judgeVersion: true } });
  const aggregation = await db().aggregationSpec.findFirstOrThrow({ where: { projectId: project.id } });
  const { judgeId } = run.judgeVersion;
  return [
    paths.judge(slug, judgeId),
    paths.editJudge(slug, judgeId, 1),
    paths.compareVersions(slug, judgeId),
    paths.judgeAggregation(slug, judgeId, { preview: "yes", sweep: "yes" }),
    paths.judgeRun(slug, run.id),
    api.judgeRun(run.id),
    api.judgeDocument(slug, judgeId, 1),
    api.aggregationLabels(slug, aggregation.id),
  ];
}

async function readStores(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: unknown[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name ?? "");
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      for (const store of database.objectStoreNames) {
        found.push(
          await new Promise((resolve) => {
            const all = database.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => resolve(all.result);
          }),
        );
      }
      database.close();
    }
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) {
        const kept = await caches.match(request);
        found.push(request.url, await kept?.text());
      }
    return JSON.stringify(found);
  });
}

/** Where a secret was seen, as it is or in a common disguise. */
function leaks(seen: readonly Seen[], secrets: readonly string[]): string[] {
  return seen.flatMap(({ from, text }) => {
    const lower = text.toLowerCase();
    return secrets.flatMap((secret) => {
      const plain = lower.includes(secret.toLowerCase()) || lower.includes(Buffer.from(secret).toString("hex"));
      const disguised = inBase64(secret).some((form) => text.includes(form));
      const packed = text.includes(gzipSync(secret).toString("latin1").slice(10, 24));
      return plain || disguised || packed ? [`${secret} in ${from}`] : [];
    });
  });
}

/** A text within base64 has one of three spellings, by where it begins in the bytes; its ends depend on its neighbours and are left out. */
function inBase64(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const coded = Buffer.from(`${"\0".repeat(before)}${secret}`).toString("base64url");
    return coded.slice(before === 0 ? 0 : before + 1, Math.floor(((before + secret.length) * 8) / 6));
  });
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
