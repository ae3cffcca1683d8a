import { randomInt } from "node:crypto";

/** A seed to propose for a random sample: short enough to be read out, different each time. */
export function proposeSeed(): number {
  return randomInt(1, 100_000);
}
