import { importDataset } from "@/lib/datasets/import-dataset";
import { db } from "@/lib/db/client";
import { api, paths } from "@/lib/paths";
import { expect, type Person, test } from "./fixtures";

const COMPARISONS = 4;

const texts = (i: number) => ({
  prompt: `Question ${i}?`,
  responseA: `Answer one to question ${i}.`,
  responseB: `Answer two to question ${i}.`,
});

/** Labels that an annotator may not see: a judge's and another person's, of every comparison. */
function hiddenLabels(score: number): string {
  return Array.from({ length: COMPARISONS }, (_, i) =>
    JSON.stringify({
      id: `c${i + 1}`,
      ...texts(i),
      labels: [
        { annotator: "a judge", kind: "AI", criterion: "helpful", score },
        { annotator: "another person", kind: "HUMAN", criterion: "helpful", score },
      ],
    }),
  ).join("\n");
}

/** What stays when that is taken out which differs at every request: nonces, times, and the seal of a presentation. */
function steady(text: string): string {
  return text
    .replace(/nonce-[\w+/=-]+|nonce\\?":\\?"[\w+/=-]+|nonce="[^"]*"/g, "nonce")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "time");
}

async function readAll({ context }: Person, slug: string, roundId: string): Promise<Record<string, unknown>> {
  const addresses = [
    paths.home(),
    paths.projects(),
    paths.account(),
    paths.annotate(roundId),
    `${api.queue(roundId)}?limit=20`,
    `${api.queue(roundId)}?limit=2&after=1`,
    api.myLabels(roundId),
    api.myAnswers(roundId, new URLSearchParams()),
    api.myQuestions(roundId),
    api.gate(roundId),
    api.myResults(roundId),
    paths.project(slug),
    paths.agreement(slug),
    paths.annotators(slug),
    api.roundProgress(roundId),
    api.v1(`projects/${slug}/agreement`),
  ];
  const seen: Record<string, unknown> = {};
  for (const address of addresses) {
    const answer = await context.request.get(address, { maxRedirects: 0 });
    const { date: _, connection: __, "keep-alive": ___, ...headers } = answer.headers();
    seen[address] = { status: answer.status(), headers: steady(JSON.stringify(headers)), body: steady(await answer.text()) };
  }
  return seen;
}

test("what an annotator receives is the same, byte for byte, whatever labels they may not see", async ({ startRound }) => {
  const round = await startRound({ comparisons: COMPARISONS, texts, people: 1 });
  const [person] = round.people;
  if (!person) throw new Error("nobody is here");
  const read = () => readAll(person, round.slug, round.roundId);
  const owner = { ...round.owner, isOperator: true };
  const hide = (score: number, fileName: string) =>
    importDataset(owner, round.slug, [new TextEncoder().encode(hiddenLabels(score))] as never, {
      fileName,
      format: "concord-jsonl",
    });

  await read();
  const none = await read();
  // What is taken out as steady is enough: nothing changed, and nothing differs.
  expect(await read()).toEqual(none);

  expect(await hide(-3, "one.jsonl")).toMatchObject({ new: 0, labels: { new: 2 * COMPARISONS } });
  expect(await read()).toEqual(none);

  await db().$executeRaw`update "Label" set score = -score where "projectId" = ${round.projectId}::uuid`;
  expect(await read()).toEqual(none);

  const labels = await db().label.findMany({ where: { projectId: round.projectId }, select: { id: true, comparisonId: true } });
  for (const [index, { id, comparisonId }] of labels.entries()) {
    await db().label.update({
      where: { comparisonId_id: { comparisonId, id } },
      data: { score: (index % 7) - 3, rationale: "x".repeat(index * 50) },
    });
  }
  expect(await read()).toEqual(none);
});
