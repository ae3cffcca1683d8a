import { type Estimate, none, share } from "@/lib/stats/estimate";
import type { TallyStatistic } from "@/lib/stats/resampling/cluster-bootstrap";
import { type BattleTable, battleCell } from "./battles";

/** Wins (ties as halves) and battles of a model against another, whichever side it stood on. */
function against(table: BattleTable, models: number, model: number, other: number): [number, number] {
  const count = (left: number, right: number, outcome: number) => table[battleCell(models, left, right, outcome)] ?? 0;
  const ties = count(model, other, 1) + count(other, model, 1);
  const wins = count(model, other, 0) + count(other, model, 2);
  const losses = count(model, other, 2) + count(other, model, 0);
  return [wins + ties / 2, wins + ties + losses];
}

/**
 * A model's win rate over all of its battles, or against one other model: wins and half the ties over battles.
 *
 * @returns A statistic of the totals of a `createBattleTally`, in [0, 1]. Against unlike opponents it says as much about them.
 */
export function winRate(models: number, model: number, other?: number): TallyStatistic {
  return {
    isShare: true,
    compute: (table) => {
      let won = 0;
      let all = 0;
      for (let o = 0; o < models; o++) {
        if (o === model || (other !== undefined && o !== other)) continue;
        const [wins, battles] = against(table, models, model, o);
        won += wins;
        all += battles;
      }
      return share(won, all, "the model was in no battle");
    },
  };
}

/** The mean of a model's win rates against each other model that it met: each opponent counts the same. */
export function averageWinRate(table: BattleTable, models: number, model: number): Estimate {
  const rates: number[] = [];
  for (let o = 0; o < models; o++) {
    const [wins, battles] = against(table, models, model, o);
    if (o !== model && battles > 0) rates.push(wins / battles);
  }
  if (rates.length === 0) return none("the model was in no battle");
  const sum = rates.reduce((total, rate) => total + rate, 0);
  return share(sum, rates.length, "the model was in no battle");
}
