import { type ClusterTally, type ClusterTallyBuilder, createClusterTally } from "@/lib/stats/resampling/cluster-tally";

/** Who won a battle: the response on the left (listed first), nobody, the one on the right. */
export const LEFT_WINS = 0;
export const TIE = 1;
export const RIGHT_WINS = 2;

/**
 * A table of battles between m models: m × m × 3 counts, [left model][right model][outcome], row-major. Where sides do not matter each
 * pair stands once, the lower index on the left.
 */
export type BattleTable = Float64Array;

/** The place of a battle in a `BattleTable`. */
export function battleCell(models: number, left: number, right: number, outcome: number): number {
  return (left * models + right) * 3 + outcome;
}

/** Gathers battles cluster by cluster, for strengths with intervals. */
export interface BattleTallyBuilder extends Pick<ClusterTallyBuilder, "endCluster" | "finish"> {
  add(left: number, right: number, outcome: number, amount?: number): void;
}

/**
 * Begins a tally of battles; its totals are a `BattleTable`. A model against itself says nothing and is left out.
 *
 * @param keepsSides - Keeps who stood on the left, which an effect of sides needs; otherwise pairs are folded, which is quicker.
 */
export function createBattleTally(models: number, { keepsSides = false } = {}): BattleTallyBuilder {
  const tally = createClusterTally(models * models * 3);
  return {
    add(left, right, outcome, amount = 1) {
      if (left === right) return;
      const turn = !keepsSides && left > right;
      tally.add(turn ? battleCell(models, right, left, 2 - outcome) : battleCell(models, left, right, outcome), amount);
    },
    endCluster: tally.endCluster,
    finish: tally.finish,
  };
}

/** Battles as columns of equal length. */
export interface Battles {
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
}

/** Counts battles into a folded or full table in one pass. O(battles). */
export function countBattles({ left, right, outcome }: Battles, models: number, { keepsSides = false } = {}): BattleTable {
  const table = new Float64Array(models * models * 3);
  for (let i = 0; i < left.length; i++) {
    const [a, b, won] = [left[i] ?? 0, right[i] ?? 0, outcome[i] ?? 0];
    if (a === b) continue;
    const cell = !keepsSides && a > b ? battleCell(models, b, a, 2 - won) : battleCell(models, a, b, won);
    table[cell] = (table[cell] ?? 0) + 1;
  }
  return table;
}

/** A table whose units are each a cluster of their own. Only beside other software: real battles share prompts and people. */
export function tallySingleUnits(table: Float64Array): ClusterTally {
  const cells = Uint32Array.from(table.keys()).filter((cell) => (table[cell] ?? 0) > 0);
  return {
    width: table.length,
    clusters: table.reduce((sum, count) => sum + count, 0),
    totals: Float64Array.from(table),
    counts: Uint32Array.from(cells, (cell) => table[cell] ?? 0),
    starts: Uint32Array.from({ length: cells.length + 1 }, (_, i) => i),
    cells,
    amounts: new Float64Array(cells.length).fill(1),
  };
}
