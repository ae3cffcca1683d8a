import { createHash } from "node:crypto";
import type { ConstitutionUse } from "@/lib/judges/spec/constitution-use-schema";

/** A principle as a judge needs it. */
export interface JudgePrinciple {
  id: string;
  key: string;
  /** What a judge is asked by it: it names the better response. */
  preferenceText: string;
  /** Above 0, against the weights of the others. */
  weight: number;
}

/** The part [low, high) of the unit interval that draws a principle; without an id: no principle of its own. */
export interface PrincipleShare {
  id: string | null;
  low: number;
  high: number;
}

/**
 * A number in [0, 1) that is the same for the same seed and key: the first four bytes of SHA-256("seed:key") as a fraction. `MISSING_CALLS`
 * says the same in SQL.
 */
export function toUniform(seed: number, key: string): number {
  return createHash("sha256").update(`${seed}:${key}`).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * Which principles a comparison is judged by, one call for each share that holds its number: "random" cuts the unit interval by weight, so
 * that one is drawn; "ensemble" gives each the whole of it; "fixed" has one; "all" and no constitution have calls without a principle of
 * their own.
 */
export function toShares(use: ConstitutionUse | null, principles: readonly JudgePrinciple[]): PrincipleShare[] {
  const whole = { low: 0, high: 1 };
  if (use === null || use.use === "all") return [{ id: null, ...whole }];
  if (use.use === "ensemble") return principles.map(({ id }) => ({ id, ...whole }));
  if (use.use === "fixed") return principles.filter(({ key }) => key === use.principle).map(({ id }) => ({ id, ...whole }));
  const total = principles.reduce((sum, { weight }) => sum + weight, 0);
  let low = 0;
  return principles.map(({ id, weight }, index) => {
    const high = index === principles.length - 1 ? 1 : low + weight / total;
    const share = { id, low, high };
    low = high;
    return share;
  });
}

/** The principles of the calls of one comparison, by its number. */
export function sharesOf(shares: readonly PrincipleShare[], uniform: number): PrincipleShare[] {
  return shares.filter(({ low, high }) => uniform >= low && uniform < high);
}

/** What fills {{principle}} in a call: its own principle, or all of them as a numbered list in their order. */
export function toPrincipleText(
  use: ConstitutionUse | null,
  principles: readonly JudgePrinciple[],
  principleId: string | null,
): string {
  if (use === null) return "";
  if (use.use === "all") return principles.map(({ preferenceText }, index) => `${index + 1}. ${preferenceText}`).join("\n");
  return principles.find(({ id }) => id === principleId)?.preferenceText ?? "";
}

/**
 * What fills {{principle}} in an example: its own; else the one that is fixed, or all of them; else one drawn for this example alone, the
 * same in all calls of the version.
 */
export function toExamplePrinciple(
  use: ConstitutionUse | null,
  principles: readonly JudgePrinciple[],
  { principle, index }: { principle: string; index: number },
): string {
  if (principle !== "" || use === null) return principle;
  const drawn = use.use === "ensemble" ? { ...use, use: "random" as const } : use;
  const [share] = sharesOf(toShares(drawn, principles), toUniform(use.seed, `example ${index}`));
  return toPrincipleText(drawn, principles, share?.id ?? null);
}
