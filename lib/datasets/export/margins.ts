import type { ExportInput } from "@/lib/datasets/export-schema";

/** Llama 2's margins of one strength on one scale. */
export interface ScaleMargins {
  small: number;
  large: number;
}

/** By scale version, by strength. */
export type MarginTables = ReadonlyMap<string, ReadonlyMap<number, ScaleMargins>>;

// Llama 2, table 27: negligibly better or unsure, slightly, better, significantly.
const LLAMA2: readonly ScaleMargins[] = [
  { small: 0, large: 0 },
  { small: 1 / 3, large: 1 },
  { small: 2 / 3, large: 2 },
  { small: 1, large: 3 },
];

/**
 * How much better the chosen response is said to be. Llama 2's margins are those of the scale that the label was given on, or, where it is
 * not known (a judge, a consensus over several scales), of its four levels.
 *
 * @returns At least 0; for `signed-score` the score itself, positive for B. A tie is 0.
 */
export function marginOf(
  { score, scaleVersionId }: { score: number; scaleVersionId: string | null },
  { margin, marginTable }: Pick<ExportInput, "margin" | "marginTable">,
  tables: MarginTables,
): number {
  const strength = Math.abs(score);
  if (margin === "signed-score") return score;
  if (margin === "strength" || strength === 0) return strength;
  if (margin === "table") return marginTable?.[strength - 1] ?? 0;
  const found = tables.get(scaleVersionId ?? "")?.get(strength) ?? LLAMA2[strength - 1];
  return (margin === "llama2-small" ? found?.small : found?.large) ?? 0;
}
