import * as z from "zod";
import { Line } from "./text-schema";

/** How a judge uses the principles of a constitution. */
export const ConstitutionUse = z.strictObject({
  /** The name of one of the project's constitutions. */
  name: Line(80),
  /** The newest when left out. What is stored always has its number. */
  version: z.int().min(1).optional(),
  /** "random": one drawn for each comparison; "ensemble": each by itself, then their mean; "all": all in one prompt in their order; "fixed": one. */
  use: z.enum(["random", "ensemble", "all", "fixed"]).default("random"),
  /** The key of the principle that "fixed" uses. */
  principle: Line(200).nullable().default(null),
  /** What principles are drawn by. */
  seed: z.int().min(0).max(2_147_483_647).default(1),
});
export type ConstitutionUse = z.infer<typeof ConstitutionUse>;
