import type { BattleTable } from "./battles";

/** Whether strengths on one scale exist, and if not why. */
export interface Connection {
  readonly isConnected: boolean;
  /** For each model the number of its group: within a group strengths are comparable. */
  readonly groups: Int32Array;
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
  const met = new Uint8Array(models * models);
  for (let i = 0; i < models; i++) {
    for (let j = 0; j < models; j++) {
      const at = (i * models + j) * 3;
      const tied = (table[at + 1] ?? 0) > 0;
      if (tied || (table[at] ?? 0) > 0) reaches[i * models + j] = 1;
      if (tied || (table[at + 2] ?? 0) > 0) reaches[j * models + i] = 1;
      if (reaches[i * models + j] || reaches[j * models + i]) met[i * models + j] = met[j * models + i] = 1;
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
  if (models < 2) return { isConnected: false, groups, reason: "there are fewer than two models" };
  if (count === 1) return { isConnected: true, groups, reason: null };
  const together = reach(0, models, (a, b) => met[a * models + b] === 1).every((reached) => reached === 1);
  const reason = together
    ? `the models fall into ${count} groups of which one never lost to another: no finite distance fits`
    : "some models were never compared with the others, directly or by way of a third";
  return { isConnected: false, groups, reason };
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
