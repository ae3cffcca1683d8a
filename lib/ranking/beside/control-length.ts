import type { LengthControlledRate } from "@/lib/ranking/beside-types";
import { lengthControlledWinRate } from "@/lib/stats";
import type { BattleColumns } from "./gather-battles";

/** Characters of both responses, by number of the comparison. */
export interface ResponseLengths {
  a: Int32Array;
  b: Int32Array;
}

/** Every model's win rate as it is and at equal lengths, in the order of names. */
export function controlLength(battles: BattleColumns, lengths: ResponseLengths): LengthControlledRate[] {
  return battles.models.map((model, place) => {
    const pairs = {
      preferences: [] as number[],
      firstLengths: [] as number[],
      secondLengths: [] as number[],
      clusters: [] as number[],
    };
    for (let row = 0; row < battles.comparison.length; row++) {
      const isLeft = battles.left[row] === place;
      if (!isLeft && battles.right[row] !== place) continue;
      const of = battles.comparison[row] ?? 0;
      const forLeft = 1 - (battles.outcome[row] ?? 0) / 2;
      pairs.preferences.push(isLeft ? forLeft : 1 - forLeft);
      pairs.firstLengths.push((isLeft ? lengths.a[of] : lengths.b[of]) ?? 0);
      pairs.secondLengths.push((isLeft ? lengths.b[of] : lengths.a[of]) ?? 0);
      pairs.clusters.push(battles.cluster[row] ?? 0);
    }
    const { raw, controlled, movesFar } = lengthControlledWinRate(pairs);
    return { model, raw, controlled, movesFar };
  });
}
