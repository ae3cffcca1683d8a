// Line 1, rounds that are dealt as people ask, with very many comparisons open: what one reservation and one queue of 20 cost, for people who
// begin and for one who has labelled thousands that others still have to. It is flat when it costs the same as in a round of a thousand.
//
//   node --conditions=react-server --import tsx scripts/bench/reservations/reservations.ts [--comparisons 100000] [--people 50] [--done 20000]
import { parseArgs } from "node:util";
import { median, printFigure, quantile, round } from "@/scripts/bench/figure";
import { joinServer, startServer } from "@/scripts/bench/server";

/** A round of so many is what the large one is compared with. */
const SMALL = 1000;
const FLAT = 1.5;
/** Queues that are asked for by the person who has labelled much. */
const TURNS = 30;

const { values } = parseArgs({
  options: {
    comparisons: { type: "string", default: "100000" },
    people: { type: "string", default: "50" },
    done: { type: "string", default: "20000" },
  },
});
const people = Number(values.people);

interface Times {
  reserve: number[];
  queue: number[];
}

const server = await startServer();
joinServer(server);
const { startCrowd } = await import("./crowd");
try {
  const small = await measure(SMALL, 0);
  const large = await measure(Number(values.comparisons), Number(values.done));
  for (const [who, key] of [
    [`${people} people who begin`, "fresh"],
    ["one who has labelled many", "busy"],
  ] as const) {
    for (const [what, name] of [
      ["reserve", "a reservation of 20"],
      ["queue", "a queue of 20"],
    ] as const) {
      const [own, peer] = [large[key][what], small[key === "busy" ? "fresh" : key][what]];
      const ratio = median(own) / median(peer);
      const title = `${values.comparisons} open comparisons, ${who}${key === "busy" ? ` (${values.done})` : ""}, ${name}`;
      printFigure({
        line: 1,
        name: `${title}, p50`,
        value: round(median(own), 1),
        unit: "ms",
        target: round(median(peer) * FLAT, 1),
        peer: { name: `the same of ${SMALL}`, value: round(median(peer), 1), unit: "ms" },
        ratio: round(ratio),
        runs: own.length,
      });
      printFigure({ line: 1, name: `${title}, p99`, value: round(quantile(own, 0.99), 1), unit: "ms", runs: own.length });
    }
  }
} finally {
  await server.stop();
}

async function measure(comparisons: number, done: number): Promise<{ fresh: Times; busy: Times }> {
  const crowd = await startCrowd({ comparisons, people });
  const fresh: Times = { reserve: [], queue: [] };
  const busy: Times = { reserve: [], queue: [] };
  try {
    for (let person = 0; person < people; person++) await crowd.ask(person, fresh);
    if (done > 0) {
      await crowd.labelAhead(0, done);
      for (let turn = 0; turn < TURNS; turn++) await crowd.ask(0, busy);
    }
  } finally {
    await crowd.end();
  }
  return { fresh, busy };
}
