import "server-only";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { toLabelling } from "@/lib/projects/labelling-schema";
import { getOwnPlace } from "@/lib/rounds/own-place";
import { toVerdict } from "./to-verdict";
import type { CanonicalAnswer, OwnResults } from "./types";

/**
 * How far the person who asks agrees with gold and with themselves in a round so far, where the project says that its people may know;
 * null where it does not.
 *
 * @throws AppError `not_found` when the round is a draft, or they are not in it.
 */
export async function getOwnResults(actor: Actor, roundId: string): Promise<OwnResults | null> {
  const { annotatorId } = await getOwnPlace(actor, roundId);
  const round = await db().round.findUniqueOrThrow({ where: { id: roundId }, select: { labelling: true, kind: true } });
  if (round.kind === "TRAINING" || !toLabelling(round.labelling).showsOwnResults) return null;
  const [gold, repeats] = await Promise.all([readPairs(GOLD, annotatorId, roundId), readPairs(REPEATS, annotatorId, roundId)]);
  return { gold: count(gold), repeats: count(repeats) };
}

interface Pair {
  own: CanonicalAnswer;
  other: CanonicalAnswer;
}

const answerOf = (label: string) => `json_build_object('answer', ${label}.answer, 'score', ${label}.score)`;
const MINE = `from "Label" l join "Comparison" c on c.id = l."comparisonId" and c."withdrawnAt" is null`;

const GOLD = `
  select ${answerOf("l")} as own, ${answerOf("g")} as other ${MINE}
  join "GoldLabel" g on g."comparisonId" = l."comparisonId" and g."criterionId" = l."criterionId"
  where l."annotatorId" = $1 and l."roundId" = $2 and l."repeatIndex" = 0 and l.answer <> 'SKIP'`;

const REPEATS = `
  select ${answerOf("l")} as own, ${answerOf("f")} as other ${MINE}
  join "Label" f on f."comparisonId" = l."comparisonId" and f."criterionId" = l."criterionId" and f."annotatorId" = l."annotatorId"
    and f."roundId" = l."roundId" and f."repeatIndex" = 0
  where l."annotatorId" = $1 and l."roundId" = $2 and l."repeatIndex" > 0 and l.answer = 'PREFERENCE' and f.answer = 'PREFERENCE'`;

async function readPairs(text: string, annotatorId: string, roundId: string): Promise<Pair[]> {
  return (await pool().query<Pair>(text, [annotatorId, roundId])).rows;
}

function count(pairs: readonly Pair[]): OwnResults["gold"] {
  return { of: pairs.length, same: pairs.filter(({ own, other }) => toVerdict(own, other) !== "wrong").length };
}
