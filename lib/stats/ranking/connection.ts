import type { BattleTable } from "./battles";

/** Whether strengths on one scale exist, and if not why. */
export interface Connection {
  readonly isConnected: boolean;
  /** For each model the number of its group: within a group strengths are comparable. */
  readonly groups: Int32Array;
  /** For each model the number of those that it was compared with, directly or by way of others; all 0 where all were. */
  readonly met: Int32Array;
  readonly reason: string | null;
}

/**
 * Whether every model can be reached from every other by a chain of "did not lose to": only then does the likelihood of
 * Bradley–Terry's and related models have a maximum.
 *
 * @returns The strongly connected groups; a tie connects both ways. O(groups · models²).
 * @see Ford (1957); Zermelo (1929).
 */
export function checkConnection(table: BattleTable, models: number): Connection {
  const reaches = new Uint8Array(models * models);
  const meets = new Uint8Array(models * models);
  for (let i = 0; i < models; i++) {
    for (let j = 0; j < models; j++) {
      const at = (i * models + j) * 3;
      const tied = (table[at + 1] ?? 0) > 0;
      if (tied || (table[at] ?? 0) > 0) reaches[i * models + j] = 1;
      if (tied || (table[at + 2] ?? 0) > 0) reaches[j * models + i] = 1;
      if (reaches[i * models + j] || reaches[j * models + i]) meets[i * models + j] = meets[j * models + i] = 1;
    }
  }
  const groups = new Int32Array(models).fill(-1);
  let count = 0;
  for (let i = 0; i < models; i++) {
    if (groups[i] !== -1) continue;
    const forward = reach(i, models, (a, b) => reaches[a * models + b] === 1);
    const backward = reach(i, models, (a, b) => reaches[b * models + a] === 1);
    for (let j = 0; j < models; j++) if (forward[j] && backward[j]) groups[j] = count;
    count++;
  }
  const met = new Int32Array(models);
  if (models < 2) return { isConnected: false, groups, met, reason: "there are fewer than two models" };
  if (count === 1) return { isConnected: true, groups, met, reason: null };
  met.fill(-1);
  let apart = 0;
  for (let i = 0; i < models; i++) {
    if (met[i] !== -1) continue;
    for (const [j, reached] of reach(i, models, (a, b) => meets[a * models + b] === 1).entries()) if (reached) met[j] = apart;
    apart++;
  }
  const together = apart === 1;
  const reason = together
    ? `the models fall into ${count} groups of which one never lost to another: no finite distance fits`
    : "some models were never compared with the others, directly or by way of a third";
  return { isConnected: false, groups, met, reason };
}

function reach(from: number, models: number, isStep: (a: number, b: number) => boolean): Uint8Array {
  const reached = new Uint8Array(models);
  const open = [from];
  reached[from] = 1;
  for (let a = open.pop(); a !== undefined; a = open.pop()) {
    for (let b = 0; b < models; b++) {
      if (reached[b] || !isStep(a, b)) continue;
      reached[b] = 1;
      open.push(b);
    }
  }
  return reached;
}
