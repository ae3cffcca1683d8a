// Line 1's blind side: can an annotator tell from the time of an answer whether the comparisons on their screen carry labels that they may
// not see? Rounds that differ in this alone are asked for in turn; the area under the curve of telling them apart by time is 0.5 where it
// cannot be told, and has to be between 0.45 and 0.55 at 500 answers or more. A third kind, equal to the first, says what chance does here.
import { importDataset } from "@/lib/datasets/import-dataset";
import { api } from "@/lib/paths";
import { createRandom } from "@/lib/stats/random";
import { actorOf, createUser } from "@/lib/testing/factories";
import { sessionCookie } from "@/lib/testing/session-cookie";
import { startRound } from "@/lib/testing/start-round";
import { median, printFigure, round } from "./figure";
import { joinServer, startServer } from "./server";

/** So many rounds of each kind: two alike differ by more than what is looked for, in where their rows lie. */
const ROUNDS = 24;
const COMPARISONS = 20;
const HIDDEN_PEOPLE = 25;
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
  const rounds = { plain: await makeRounds(0), labelled: await makeRounds(HIDDEN_PEOPLE), control: await makeRounds(0) };
  const queue = (roundId: string) => `${api.queue(roundId)}?limit=20`;
  const own = (roundId: string) => api.myLabels(roundId);
  await compare("queue", queue, rounds.plain, rounds.labelled);
  await compare("own labels", own, rounds.plain, rounds.labelled);
  await compare("queue, neither has any", queue, rounds.plain, rounds.control);
} finally {
  const { closeDb } = await import("@/lib/db/client");
  await closeDb();
  await server.stop();
}

interface Asked {
  roundId: string;
  headers: Record<string, string>;
}

/** Asks rounds of both kinds in turn, which first by lot, so that a slow moment of the machine falls on both alike. */
async function compare(what: string, toAddress: (roundId: string) => string, low: readonly Asked[], high: readonly Asked[]) {
  const times: [number[], number[]] = [[], []];
  const random = createRandom(1, what);
  for (let pair = 0; pair < ASKED + WARM; pair++) {
    const first = random.below(2);
    for (const kind of [first, 1 - first] as const) {
      const rounds = kind === 0 ? low : high;
      const { roundId, headers } = rounds[random.below(rounds.length)] as Asked;
      const begun = performance.now();
      const answer = await fetch(`${server.url}${toAddress(roundId)}`, { headers });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${what} answered ${answer.status}.`);
      if (pair >= WARM) times[kind === 0 ? 0 : 1].push(performance.now() - begun);
    }
  }
  const area = areaUnderCurve(...times);
  printFigure({
    line: 1,
    name: `telling by time whether hidden labels exist, ${what}: area under the curve`,
    value: round(area, 3),
    unit: "of 1",
    target: 0.5 + BAND,
    peer: { name: "median of the other rounds", value: round(median(times[0])), unit: "ms" },
    note: `median ${round(median(times[1]))} ms`,
    answersEqual: Math.abs(area - 0.5) <= BAND,
    runs: ASKED,
  });
}

async function makeRounds(hiddenPeople: number): Promise<Asked[]> {
  const made: Asked[] = [];
  for (let index = 0; index < ROUNDS; index++) made.push(await makeRound(hiddenPeople));
  return made;
}

async function makeRound(hiddenPeople: number): Promise<Asked> {
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
