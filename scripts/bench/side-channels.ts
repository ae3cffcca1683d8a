// Line 1's blind side: can an annotator tell from the time of an answer whether the comparisons on their screen carry labels that they may
// not see? Two rounds that differ in this alone are asked for in turn; the area under the curve of telling them apart by time would be 0.5
// if it cannot be told (trust-and-speed: between 0.45 and 0.55 at 500 answers or more).
import { importDataset } from "@/lib/datasets/import-dataset";
import { api } from "@/lib/paths";
import { createRandom } from "@/lib/stats/random";
import { actorOf, createUser } from "@/lib/testing/factories";
import { sessionCookie } from "@/lib/testing/session-cookie";
import { startRound } from "@/lib/testing/start-round";
import { median, printFigure, round } from "./figure";
import { joinServer, startServer } from "./server";

const COMPARISONS = 40;
const ASKED = 1000;
const WARM = 100;
const BAND = 0.05;

const texts = (i: number) => ({
  prompt: `Question ${i}?`,
  responseA: `Answer one to question ${i}. ${"And so on. ".repeat(40)}`,
  responseB: `Answer two to question ${i}. ${"And so forth. ".repeat(40)}`,
});

const server = await startServer();
joinServer(server);
try {
  const [plain, labelled] = [await makeRound(0), await makeRound(25)];
  for (const [what, toAddress] of [
    ["queue", (roundId: string) => `${api.queue(roundId)}?limit=20`],
    ["own labels", (roundId: string) => api.myLabels(roundId)],
  ] as const) {
    const times: Record<"plain" | "labelled", number[]> = { plain: [], labelled: [] };
    const random = createRandom(1, what);
    let coin = false;
    for (let asked = 0; asked < 2 * (ASKED + WARM); asked++) {
      // In pairs, which of the two comes first by lot: a slow moment of the machine falls on both alike.
      const isFirst = asked % 2 === 0;
      if (isFirst) coin = random.below(2) === 0;
      const which = coin === isFirst ? "plain" : "labelled";
      const { roundId, headers } = which === "plain" ? plain : labelled;
      const begun = performance.now();
      const answer = await fetch(`${server.url}${toAddress(roundId)}`, { headers });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${what} answered ${answer.status}.`);
      if (asked >= 2 * WARM) times[which].push(performance.now() - begun);
    }
    const area = areaUnderCurve(times.plain, times.labelled);
    printFigure({
      line: 1,
      name: `telling by time whether hidden labels exist, ${what}: area under the curve`,
      value: round(area, 3),
      unit: "of 1",
      target: 0.5 + BAND,
      peer: {
        name: "median without and with, ms",
        value: round(median(times.plain)),
        unit: `${round(median(times.labelled))} ms`,
      },
      answersEqual: Math.abs(area - 0.5) <= BAND,
      runs: ASKED,
    });
  }
} finally {
  const { closeDb } = await import("@/lib/db/client");
  await closeDb();
  await server.stop();
}

async function makeRound(hiddenPeople: number) {
  const [user, owner] = [await createUser(), actorOf(await createUser())];
  const started = await startRound(owner, [user], { comparisons: COMPARISONS, texts });
  if (hiddenPeople > 0) {
    const lines = Array.from({ length: COMPARISONS }, (_, i) =>
      JSON.stringify({
        id: `c${i + 1}`,
        ...texts(i),
        labels: Array.from({ length: hiddenPeople }, (_person, person) => ({
          annotator: `hidden ${person}`,
          kind: person % 2 === 0 ? "AI" : "HUMAN",
          criterion: "helpful",
          score: (person % 4) + 1,
          rationale: "A reason that nobody else may read. ".repeat(10),
        })),
      }),
    ).join("\n");
    await importDataset(owner, started.slug, once(lines), {
      fileName: "hidden.jsonl",
      format: "concord-jsonl",
    });
  }
  const { name, value } = await sessionCookie(user);
  return { roundId: started.roundId, headers: { cookie: `${name}=${value}` } };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** The chance that a value of `high` is above one of `low`, ties as halves: Mann and Whitney's U over both counts. */
function areaUnderCurve(low: readonly number[], high: readonly number[]): number {
  let above = 0;
  for (const one of high) for (const other of low) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (low.length * high.length);
}
