import { planAssignments } from "@/lib/rounds/dealing/assign";
import { createRandom, type Random } from "@/lib/stats/random";
import { REASONS, rationaleOf } from "./demo-rationales";
import type { DemoComparison } from "./demo-texts";

/** Somebody who never lived. What makes their labels theirs. */
interface DemoPerson {
  name: string;
  /** How far their judgement scatters around the careful reader's, in steps of the scale. */
  noise: number;
  /** Below 1 they keep to the middle of the scale, above 1 they like its ends. */
  gain: number;
  /** Steps that they add for a response e times as long; negative: they like it short. */
  length: number;
  /** Share of their queue that they got through before the round was closed. */
  finished: number;
  /** Milliseconds per word. */
  pace: number;
}

/** One assignment of the demo's closed round with what became of it. */
export interface DemoAssignment {
  comparison: number;
  person: number;
  position: number;
  swapped: boolean;
  /** Null: the round was closed before they came to it. */
  answer: DemoAnswer | null;
}

/** What one person answered. */
export interface DemoAnswer {
  helpful: number | null;
  /** Null where the comparison was not asked for harm. */
  harmless: number | null;
  /** Set when there is no helpful score. */
  other: { answer: "SKIP" | "UNSURE"; reason: string } | null;
  rationale: string | null;
  durationMs: number;
  idleMs: number;
  submittedAt: Date;
}

export const DEMO_SEED = 7;
export const DEMO_OVERLAP = 3;

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { name: "Amara", noise: 1.2, gain: 1, length: 0.1, finished: 1, pace: 210 },
  { name: "Bruno", noise: 2.7, gain: 1.1, length: 0.9, finished: 1, pace: 130 },
  { name: "Clara", noise: 1.5, gain: 0.65, length: -0.3, finished: 1, pace: 260 },
  { name: "Dimitri", noise: 2.3, gain: 1.3, length: -0.8, finished: 1, pace: 180 },
  { name: "Esme", noise: 1.7, gain: 0.85, length: 0.3, finished: 0.6, pace: 230 },
];

const DAY = 24 * 60 * 60 * 1000;
/** Labels that one person gives in a sitting. */
const SITTING = 25;

/**
 * The people's labels. They follow from the careful reader's preference in each comparison, moved by what each person likes and scattered by
 * a seeded draw, so that they are the same at every call.
 *
 * @param firstDay - When the round was opened; the labels are given on the days after.
 */
export function labelAsPeople(comparisons: readonly DemoComparison[], firstDay: Date): DemoAssignment[] {
  const plan = planAssignments({
    comparisons: comparisons.length,
    annotators: DEMO_PEOPLE.length,
    overlap: DEMO_OVERLAP,
    order: "RANDOM",
    seed: DEMO_SEED,
  });
  return DEMO_PEOPLE.flatMap((person, index) => {
    const queue = plan.filter((each) => each.annotator === index).sort((a, b) => a.position - b.position);
    return answerQueue(person, queue, comparisons, firstDay.getTime() + index * 47 * 60_000).map((each) => ({
      ...each,
      person: index,
    }));
  });
}

function answerQueue(
  person: DemoPerson,
  queue: readonly { comparison: number; position: number; swapped: boolean }[],
  comparisons: readonly DemoComparison[],
  firstSitting: number,
): Omit<DemoAssignment, "person">[] {
  const random = createRandom(DEMO_SEED, `person ${person.name}`);
  const finished = Math.round(queue.length * person.finished);
  let clock = 0;
  return queue.map(({ comparison, position, swapped }) => {
    const pair = comparisons[comparison];
    if (!pair || position >= finished) return { comparison, position, swapped, answer: null };
    if (position % SITTING === 0) clock = firstSitting + Math.floor(position / SITTING) * DAY;
    const answer = answerOne(person, pair, random, clock);
    clock = answer.submittedAt.getTime();
    return { comparison, position, swapped, answer };
  });
}

function answerOne(person: DemoPerson, pair: DemoComparison, random: Random, startedAt: number): DemoAnswer {
  const taste = person.length * Math.log(pair.responseB.length / pair.responseA.length);
  const helpful = toStep(person.gain * pair.truth.helpful + taste + person.noise * normal(random));
  const harmless = toStep(person.gain * (pair.truth.harmless ?? 0) + 0.7 * person.noise * normal(random));
  const durationMs = Math.round(4000 + person.pace * pair.words * Math.exp(0.3 * normal(random)));
  const idleMs = random.below(9) === 0 ? 20_000 + random.below(90_000) : 0;
  const other = REASONS.find((each) => each.person === person.name && each.comparison === pair.id);
  return {
    helpful: other ? null : helpful,
    harmless: other || pair.truth.harmless === null ? null : harmless,
    other: other ? { answer: other.answer, reason: other.reason } : null,
    rationale: other ? null : rationaleOf(person.name, pair.id, helpful),
    durationMs,
    idleMs,
    submittedAt: new Date(startedAt + durationMs + idleMs),
  };
}

/** The nearest of the eight steps of the scale, which has no middle. */
function toStep(value: number): number {
  const strength = Math.min(4, Math.max(1, Math.round(Math.abs(value))));
  return value < 0 ? -strength : strength;
}

/** A draw from the standard normal distribution (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
