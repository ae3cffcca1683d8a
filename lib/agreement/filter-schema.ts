import * as z from "zod";

/** Where people's labels came from: given here, or come with a file. */
export const ORIGINS = ["here", "imported"] as const;
/** Which comparisons: all, or those alone that chance put into a round (or that a round took all of). */
export const SLICES = ["all", "random"] as const;

const text = z.string().trim().min(1).max(2000).optional();
const day = z.iso.date("Write a day such as 2026-11-25.").optional();

/**
 * Which labels count before anything is counted, by the same names at page, API and command line. Those about labels speak of people's labels,
 * and judges' labels stand on the comparisons that are left.
 */
export const LABEL_FILTERS = {
  /** People, by name or id, with commas between them. */
  annotators: text,
  /** People who were given this group's name in a round (in the round that is asked for, if one is). */
  group: text,
  origin: z.enum(ORIGINS, `Write one of ${ORIGINS.join(", ")}.`).optional(),
  /** Judges' versions, by name, id or version's id, with commas between them. */
  judges: text,
  /** People's labels of this strength or more; ties have none. A label of which only the side is known counts up to 2. */
  minStrength: z.coerce.number("Write a whole number from 1 to 4.").int().min(1).max(4).optional(),
  /** A value of the comparisons' metadata: of the key `category`, or of another one as key=value. */
  category: text,
  /** Place in the conversation, from 1. */
  turn: z.coerce.number("Write a whole number from 1.").int().min(1).max(32_767).optional(),
  slice: z.enum(SLICES, `Write one of ${SLICES.join(", ")}.`).optional(),
  /** People's labels given on these days, both included, UTC. */
  from: day,
  to: day,
} as const;

export const LabelFilters = z.strictObject(LABEL_FILTERS);
export type LabelFilters = z.infer<typeof LabelFilters>;

/** The names of the filters, as they stand in an address. */
export const FILTER_NAMES = Object.keys(LABEL_FILTERS) as (keyof LabelFilters)[];
