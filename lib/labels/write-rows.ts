import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/in-transaction";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { PLACES_LOCK } from "@/lib/rounds/places/places-lock";
import type { Prepared } from "./prepare-person-label";
import {
  DIRECT_STATEMENT,
  EDIT_STATEMENT,
  LOCK_STATEMENT,
  type Outcome,
  PERSON_STATEMENT,
  RECLAIM_STATEMENT,
} from "./write-statement";

/** For whom rows are written: a person their own, or someone who may write these projects (null: all). */
export type Writer =
  | { kind: "PERSON"; userId: string }
  | { kind: "EDIT"; userId: string }
  | { kind: "DIRECT"; userId: string | null; projectIds: readonly string[] | null };

const MOST_TRIES = 20;
// Serialization failure, deadlock, unique violation: another request was quicker, and what it wrote is seen at the next try.
const LOST_RACE = new Set(["40001", "40P01", "23505"]);

interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

/**
 * Writes rows of which no two concern the same label. A row that lost a race against another request is tried again, then with its
 * assignment held, so that each row ends as written, as seen before, or as not allowed.
 */
export async function writeRows(
  writer: Writer,
  prepared: readonly Prepared[],
  transaction?: Transaction,
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  let open = [...prepared];
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt === MOST_TRIES) throw new AppError("unavailable", "Many requests write these labels at once. Send them again.");
    const found = await tryOnce(writer, open, attempt > 0, transaction);
    for (const outcome of found) outcomes.set(outcome.n, outcome);
    open = open.filter(({ row }) => needsAnotherTry(row.kind, outcomes.get(row.n)));
    const late = open.filter(({ row }) => row.kind === "SUBMIT" && outcomes.get(row.n)?.assignment === "EXPIRED");
    if (late.length > 0) await reclaim(late, transaction);
  }
  return outcomes;
}

async function tryOnce(writer: Writer, open: readonly Prepared[], again: boolean, transaction?: Transaction): Promise<Outcome[]> {
  const statement = toStatement(writer, open);
  if (transaction) return runInside(transaction, statement);
  const held = open.filter(({ row, together }) => row.assignmentId !== null && (again || together));
  try {
    return held.length > 0 ? await runHolding(held, statement) : (await pool().query<Outcome>(statement)).rows;
  } catch (error) {
    if (isLostRace(error)) return [];
    throw error;
  }
}

function toStatement(writer: Writer, rows: readonly Prepared[]): Statement {
  const json = JSON.stringify(rows.map(({ row }) => row));
  if (writer.kind === "PERSON") return { name: "labels-person", text: PERSON_STATEMENT, values: [json, writer.userId] };
  if (writer.kind === "EDIT") return { name: "labels-edit", text: EDIT_STATEMENT, values: [json, writer.userId] };
  return { name: "labels-direct", text: DIRECT_STATEMENT, values: [json, writer.userId, writer.projectIds] };
}

function runHolding(held: readonly Prepared[], statement: Statement): Promise<Outcome[]> {
  return inTransaction(async (client) => {
    const ids = [held.map(({ row }) => row.comparisonId), held.map(({ row }) => row.assignmentId)];
    await client.query({ name: "labels-hold", text: LOCK_STATEMENT, values: ids });
    return (await client.query<Outcome>(statement)).rows;
  });
}

function runInside(transaction: Transaction, { text, values }: Statement): Promise<Outcome[]> {
  const strings = text.split(/\$\d/);
  const places = [...text.matchAll(/\$(\d)/g)].map(([, digit]) => values[Number(digit) - 1]);
  return transaction.$queryRaw<Outcome[]>(new Prisma.Sql(strings, places));
}

// A label that comes after its reservation ran out is never lost: it takes an open place of its comparison, or stands beside the overlap.
async function reclaim(late: readonly Prepared[], transaction?: Transaction): Promise<void> {
  const roundIds = [...new Set(late.flatMap(({ row }) => row.roundId ?? []))].sort();
  const ids = [late.map(({ row }) => row.comparisonId), late.map(({ row }) => row.assignmentId)];
  const statements: Statement[] = [
    ...roundIds.map((roundId) => ({ name: "places-lock", text: PLACES_LOCK, values: [roundId] })),
    { name: "labels-reclaim", text: RECLAIM_STATEMENT, values: ids },
  ];
  if (transaction) for (const statement of statements) await runInside(transaction, statement);
  else
    await inTransaction(async (client) => {
      for (const statement of statements) await client.query(statement);
    });
}

function needsAnotherTry(kind: string, outcome: Outcome | undefined): boolean {
  if (!outcome) return true;
  if (outcome.written || outcome.seen !== null || outcome.same) return false;
  const isTaken = outcome.round === "OPEN" || outcome.round === "PAUSED";
  const allowed = isTaken && !outcome.archived && outcome.assignment !== null && outcome.assignment !== "WITHDRAWN";
  // Nothing stood in the way and yet nothing was written: the label changed under way. An UNDO without a label has nothing to do.
  return allowed && !(kind === "UNDO" && !outcome.had);
}

/** Whether another request was quicker, so that trying again finds what it wrote. */
export function isLostRace(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && LOST_RACE.has(error.code);
}
