import "server-only";
import { db } from "@/lib/db/client";
import { type AskedLabelling, toLabelling } from "@/lib/projects/labelling-schema";
import type { Polarity, Scale, ScaleButton } from "./types";

/** What the door must know of a round to understand a press. It cannot change once the round was opened. */
export interface RoundFacts {
  scale: Scale;
  criteria: ReadonlyMap<string, FactsCriterion>;
  labelling: AskedLabelling;
}

/** A question of a round. */
export interface FactsCriterion {
  polarity: Polarity;
  required: boolean;
  /** Asked first: ratings go with its answer. */
  isFirst: boolean;
}

const REMEMBERED = 200;
const known = new Map<string, RoundFacts>();

/** Scale and criteria of a round that was opened, remembered by the process; null when there is no such round or it is a draft. */
export async function findRoundFacts(roundId: string): Promise<RoundFacts | null> {
  const remembered = known.get(roundId);
  if (remembered) return remembered;
  const round = await db().round.findFirst({
    where: { id: roundId, state: { not: "DRAFT" } },
    select: {
      scaleVersionId: true,
      labelling: true,
      criteria: { orderBy: { position: "asc" }, select: { criterionId: true, required: true } },
    },
  });
  if (!round) return null;
  const [scale, criteria] = await Promise.all([
    db().scaleVersion.findUnique({ where: { id: round.scaleVersionId } }),
    db().criterion.findMany({
      where: { id: { in: round.criteria.map((each) => each.criterionId) } },
      select: { id: true, polarity: true },
    }),
  ]);
  if (!scale) return null;
  const required = new Map(round.criteria.map((each) => [each.criterionId, each.required]));
  const first = round.criteria[0]?.criterionId;
  const facts: RoundFacts = {
    scale: toStoredScale(scale),
    criteria: new Map(
      criteria.map(({ id, polarity }) => [id, { polarity, required: required.get(id) ?? true, isFirst: id === first }]),
    ),
    labelling: toLabelling(round.labelling),
  };
  if (known.size >= REMEMBERED) known.clear();
  known.set(roundId, facts);
  return facts;
}

/** A stored version of a scale as the scale that it is. */
export function toStoredScale(version: Omit<Scale, "buttons"> & { levels: unknown }): Scale {
  const { preset, levelsPerSide, allowsTie, allowsBothBad, levels } = version;
  // Written by `toScale` alone, in the same transaction as the row; nobody else writes scales.
  return { preset, levelsPerSide, allowsTie, allowsBothBad, buttons: levels as readonly ScaleButton[] };
}
