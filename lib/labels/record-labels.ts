import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { prepareDirectLabel } from "./prepare-direct-label";
import { type Prepared, preparePersonLabel } from "./prepare-person-label";
import type { LabelInput } from "./schema";
import type { Acknowledgement, Refusal } from "./types";
import { writeOne } from "./write-one";
import { isLostRace, type Writer, writeRows } from "./write-rows";
import type { Outcome } from "./write-statement";

/**
 * Stores labels. The only door by which labels enter, be it from key presses, a judge or a small import. Side, level and polarity become
 * a score here, once. Each input carries an event id made by its sender: sent again, it is acknowledged and changes nothing, so every
 * caller may retry freely. A label that is there already is changed, and its history keeps what it was. Inputs about one label are
 * taken in their order. Each stored input is stored whole (label, event, assignment) even when a later one is refused.
 *
 * @param options.transaction - The caller's own: then nothing is stored before it commits.
 * @returns One acknowledgement per input, in order: `stored` or `known`; or a refusal: `not_found` if the assignment, comparison, criterion
 *   or annotator is not the actor's, `conflict` if the round is closed or the event id came before with another body, `invalid` if
 *   the scale has no such answer.
 * @throws AppError `forbidden` when a person's label comes from someone who is not signed in at a browser.
 */
export async function recordLabels(
  actor: Actor,
  inputs: readonly LabelInput[],
  options: { transaction?: Transaction } = {},
): Promise<Acknowledgement[]> {
  const results = new Map<number, Acknowledgement>();
  const people: Prepared[] = [];
  const direct: Prepared[] = [];
  const edits: Prepared[] = [];
  for (const [n, input] of inputs.entries()) {
    const prepared =
      input.kind === "PERSON" ? await preparePersonLabel(requirePerson(actor), input, n) : prepareDirectLabel(input, n);
    if ("code" in prepared) results.set(n, refuse(input.eventId, prepared));
    else (input.kind === "PERSON" ? people : input.kind === "EDIT" ? edits : direct).push(prepared);
  }
  const [only] = people;
  const atOnce = people.length === 1 && only && !options.transaction ? await storeAtOnce(requirePerson(actor), only) : null;
  if (only && atOnce) {
    results.set(only.row.n, { eventId: only.row.eventId, status: "stored", ...saidOf(atOnce) });
  } else if (only) {
    await write({ kind: "PERSON", userId: requirePerson(actor) }, people, results, options.transaction);
  }
  if (direct.length > 0) await write(await toDirectWriter(actor), direct, results, options.transaction);
  if (edits.length > 0) await write({ kind: "EDIT", userId: requirePerson(actor) }, edits, results, options.transaction);
  return inputs.map(({ eventId }, n) => results.get(n) ?? refuse(eventId, NOT_YOURS));
}

const NOT_YOURS: Refusal = {
  code: "not_found",
  message: "This comparison was not found among yours. It may have been handed to someone else.",
};

async function storeAtOnce(userId: string, { row, together }: Prepared): Promise<{ withdrawn: boolean } | null> {
  if (row.kind !== "SUBMIT" || together) return null;
  try {
    return await writeOne(userId, row);
  } catch (error) {
    if (isLostRace(error)) return null;
    throw error;
  }
}

async function write(
  writer: Writer,
  prepared: readonly Prepared[],
  results: Map<number, Acknowledgement>,
  transaction?: Transaction,
) {
  for (const wave of toWaves(prepared)) {
    const outcomes = await writeRows(writer, wave, transaction);
    for (const { row } of wave) results.set(row.n, toAcknowledgement(row.eventId, row.kind, outcomes.get(row.n)));
  }
}

// A statement can write a label once and see an event once: what concerns the same label or repeats an id waits for the next.
function toWaves(prepared: readonly Prepared[]): Prepared[][] {
  const waves: Prepared[][] = [];
  const earliest = new Map<string, number>();
  for (const each of prepared) {
    const { row } = each;
    const label = [row.comparisonId, row.criterionId, row.annotatorId, row.roundId, row.repeatIndex].join();
    const at = Math.max(earliest.get(label) ?? 0, earliest.get(row.eventId) ?? 0);
    const wave = waves[at] ?? [];
    waves[at] = wave;
    wave.push(each);
    earliest.set(label, at + 1);
    earliest.set(row.eventId, at + 1);
  }
  return waves;
}

function toAcknowledgement(eventId: string, kind: string, outcome: Outcome | undefined): Acknowledgement {
  const said = kind === "SUBMIT" && outcome ? saidOf(outcome) : {};
  if (outcome?.written)
    return { eventId, status: "stored", ...(outcome.had && kind === "SUBMIT" ? { changed: true } : {}), ...said };
  if (outcome?.seen || outcome?.same) return { eventId, status: "known", ...said };
  return refuse(eventId, toRefusal(kind, outcome));
}

// A person's answer is never refused because its comparison was withdrawn while it was on their screen: they are told what became of it.
function saidOf({ withdrawn }: { withdrawn: boolean }): { withdrawn?: true } {
  return withdrawn ? { withdrawn } : {};
}

function toRefusal(kind: string, outcome: Outcome | undefined): Refusal {
  if (outcome?.seen === false) {
    return {
      code: "conflict",
      message: "An answer with this event id was stored before, with another content. The first one stands.",
    };
  }
  if (!outcome || outcome.round === null) return NOT_YOURS;
  if (outcome.archived)
    return { code: "conflict", message: "This project is archived and takes no labels. Your answer is kept on this device." };
  if (outcome.round === "CLOSED")
    return { code: "conflict", message: "This round is closed and takes no labels. Your answer is kept on this device." };
  if (outcome.round === "SETTLED")
    return { code: "conflict", message: "In a training an answer stays as it was given: what the guidelines say has been told." };
  if (outcome.round === "DRAFT")
    return { code: "conflict", message: "This round is not open yet. Your answer is kept on this device." };
  if (outcome.assignment === "WITHDRAWN") {
    return { code: "conflict", message: "This comparison is no longer assigned to you. Your answer is kept on this device." };
  }
  if (kind === "UNDO") return { code: "conflict", message: "There is no answer to take back." };
  return NOT_YOURS;
}

function refuse(eventId: string, { code, message }: Refusal): Acknowledgement {
  return { eventId, status: "refused", code, message };
}

function requirePerson(actor: Actor): string {
  if (actor.kind === "USER") return actor.userId;
  throw new AppError("forbidden", "Only a person who is signed in can label a comparison of their queue.");
}

async function toDirectWriter(actor: Actor): Promise<Writer> {
  if (actor.kind === "SYSTEM") return { kind: "DIRECT", userId: null, projectIds: null };
  const projects = await db().project.findMany({ where: projectsWhere(actor, "research"), select: { id: true } });
  return { kind: "DIRECT", userId: userIdOf(actor), projectIds: projects.map((project) => project.id) };
}
