import * as z from "zod";

/** A project in an address: its id or its slug. */
export const ProjectRef = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9-]+$/, "Give a project's id or slug.")
  .meta({ description: "Id or slug of the project.", example: "household-assistant" });

/** An id in an address. */
export const Id = z.uuid().meta({ description: "An id, as the API answers it." });

/** An id that the caller makes. */
export const OwnId = z.uuidv7().meta({
  description:
    "A UUIDv7 made by the caller. The same id again is acknowledged and changes nothing; with another body it is refused (409).",
});

/** A text of one line that the database can hold. */
export const Word = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "Contains a character that cannot be stored.");

/** The query of a list. */
export const PageQuery = z.strictObject({
  limit: z.coerce
    .number("Write a whole number.")
    .int()
    .min(1)
    .max(500)
    .default(100)
    .meta({ description: "At most so many entries." }),
  after: z.uuid("Take it from `next` of the page before.").optional().meta({ description: "`next` of the page before." }),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of a list. */
export function pageOf<T extends z.ZodType>(entry: T) {
  return z.strictObject({
    data: z.array(entry),
    next: z.string().nullable().meta({ description: "`after` of the next page; null on the last one." }),
  });
}

/** A page of a list as its query answers it. */
export interface Page<T> {
  data: T[];
  next: string | null;
}

/** Cuts what was read, one more than asked for, to a page. */
export function toPage<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** A time in an answer. */
export const Time = z.iso.datetime({ offset: true });

/** How a refusal is answered (RFC 9457). */
export const Problem = z
  .strictObject({
    type: z.literal("about:blank"),
    title: z.string().meta({ description: "What, where and how to mend it, in a sentence." }),
    status: z.int(),
    code: z.enum([
      "unauthenticated",
      "forbidden",
      "not_found",
      "conflict",
      "changed",
      "invalid",
      "too_large",
      "rate_limited",
      "limit_reached",
      "unavailable",
      "bug",
    ]),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string(), row: z.int().optional() })),
  })
  .meta({ id: "Problem", description: "Why a request was refused." });
export type Problem = z.infer<typeof Problem>;
