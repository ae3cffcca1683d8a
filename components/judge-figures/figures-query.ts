import * as z from "zod";
import type { FiguresOptions } from "@/lib/judge-figures/schema";

/** How the confusion is shown, in the address. */
export const GridQuery = z.object({
  columns: z.enum(["score", "probability"]).default("score"),
  cells: z.enum(["share", "count"]).default("share"),
});
export type GridQuery = z.infer<typeof GridQuery>;

type Asked = Omit<Partial<FiguresOptions>, "target" | "delta"> & { target?: number | undefined; delta?: number | undefined };

const STANDING: Readonly<Record<string, unknown>> = {
  ties: "exclude",
  invalid: "drop",
  epsilon: 0.1,
  seed: 1,
  target: 0.8,
  delta: 0.1,
  columns: "score",
  cells: "share",
};

/** What an address of the page has to say, by name: what stands there by itself is left out. */
export function toFiguresQuery(asked: Asked, view: GridQuery): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...asked, ...view }).flatMap(([name, value]) =>
      value === undefined || STANDING[name] === value ? [] : [[name, String(value)]],
    ),
  );
}
