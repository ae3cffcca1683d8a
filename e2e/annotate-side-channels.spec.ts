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

/** What stays when that is taken out which differs at every request: the nonce and times. */
function steady(text: string, nonce: string | undefined): string {
  return (nonce ? text.replaceAll(nonce, "nonce") : text).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "time");
}

/**
 * The words of a page's elements. Its bytes come in parts, numbered and ordered as they are ready, which no two requests have in common; the
 * crawl for secrets reads those.
 */
function wordsOf(page: string): string {
  const words = page.replace(/<script\b[^>]*>.*?<\/script>|[BSP]:\d+/gs, " ").match(/[\p{L}\p{N}_.-]+/gu);
  return [...new Set(words)].sort().join(" ");
}

/** The addresses whose answers differ, each with where they begin to. */
function differences(one: Record<string, string>, other: Record<string, string>): string[] {
  return Object.keys(one).flatMap((address) => {
    const [before = "", after = ""] = [one[address], other[address]];
    if (before === after) return [];
    const at = [...before].findIndex((character, index) => character !== after[index]);
    return [`${address}: ${before.slice(Math.max(0, at - 60), at + 60)} → ${after.slice(Math.max(0, at - 60), at + 60)}`];
  });
}

async function readAll({ context }: Person, slug: string, roundId: string): Promise<Record<string, string>> {
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
  const seen: Record<string, string> = {};
  for (const address of addresses) {
    const answer = await context.request.get(address, { maxRedirects: 0 });
    const { date: _, connection: __, "keep-alive": ___, ...headers } = answer.headers();
    const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1];
    const body = steady(await answer.text(), nonce);
    const isPage = headers["content-type"]?.startsWith("text/html") ?? false;
    seen[address] = [answer.status(), steady(JSON.stringify(headers), nonce), isPage ? wordsOf(body) : body].join("\n");
  }
  return seen;
}

test("what an annotator receives is the same whatever labels they may not see: data byte for byte, pages word for word", async ({
  startRound,
}) => {
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
  expect(differences(none, await read())).toEqual([]);

  expect(await hide(-3, "one.jsonl")).toMatchObject({ new: 0, labels: { new: 2 * COMPARISONS } });
  expect(differences(none, await read())).toEqual([]);

  await db().$executeRaw`update "Label" set score = -score where "projectId" = ${round.projectId}::uuid`;
  expect(differences(none, await read())).toEqual([]);

  const labels = await db().label.findMany({ where: { projectId: round.projectId }, select: { id: true, comparisonId: true } });
  for (const [index, { id, comparisonId }] of labels.entries()) {
    await db().label.update({
      where: { comparisonId_id: { comparisonId, id } },
      data: { score: (index % 7) - 3, rationale: "x".repeat(index * 50) },
    });
  }
  expect(differences(none, await read())).toEqual([]);

  // It would be seen if it were there: what they may see changes what they receive.
  await db().project.update({ where: { id: round.projectId }, data: { name: "Another name" } });
  expect(differences(none, await read())).not.toEqual([]);
});
