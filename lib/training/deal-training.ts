import "server-only";
import type { Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { shuffled } from "@/lib/rounds/dealing/assign";
import { drawSides } from "@/lib/rounds/dealing/sides";
import { createRandom } from "@/lib/stats/random";

/**
 * Gives somebody all comparisons of a training round, as their first or next try: order and sides are drawn anew, half of the comparisons
 * (±1) each way round.
 *
 * @returns How many comparisons they got.
 */
export async function dealTraining(
  transaction: Transaction,
  { roundId, annotatorId, seed }: { roundId: string; annotatorId: string; seed: number },
): Promise<number> {
  const [items, last] = await Promise.all([
    transaction.roundItem.findMany({
      where: { roundId, comparison: { withdrawnAt: null } },
      orderBy: { position: "asc" },
      select: { comparisonId: true },
    }),
    transaction.assignment.aggregate({ where: { roundId, annotatorId }, _max: { repeatIndex: true, position: true } }),
  ]);
  const repeatIndex = last._max.repeatIndex === null ? 0 : last._max.repeatIndex + 1;
  const random = createRandom(seed, `training ${annotatorId} ${repeatIndex}`);
  const order = shuffled(items, random);
  const sides = drawSides(
    order.map((_, comparison) => ({ comparison, annotator: 0 })),
    order.length,
    1,
    () => random.below(2),
  );
  const from = (last._max.position ?? -1) + 1;
  await transaction.assignment.createMany({
    data: order.map(({ comparisonId }, index) => ({
      comparisonId,
      id: newId(),
      roundId,
      annotatorId,
      repeatIndex,
      swapped: sides[index] ?? false,
      position: from + index,
    })),
  });
  return order.length;
}
