import "server-only";
import { unstable_rethrow } from "next/navigation";
import type * as z from "zod";
import { toOutage } from "@/lib/db/to-outage";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { FormState } from "./types";

/**
 * Runs a server action's work on a form: reads the form by `schema`, and turns what is wrong with it, and refusals, into the form's next state.
 * A field that stands several times is read as a list where its name ends in `[]`; a tick is "on" or absent.
 */
export async function runForm<T>(
  form: FormData,
  schema: z.ZodType<T>,
  work: (input: T) => Promise<Partial<FormState> | undefined>,
): Promise<FormState> {
  const raw = readForm(form);
  const values = Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) =>
      typeof value === "string" && !/^current$|password|secret|apikey/i.test(name) ? [[name, value]] : [],
    ),
  );
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const fields: Record<string, string> = {};
    for (const issue of parsed.error.issues) fields[issue.path.map(String).join(".")] ??= issue.message;
    return {
      fields,
      values,
      ...(Object.keys(fields).every((name) => name in raw) ? {} : { message: parsed.error.issues[0]?.message }),
    };
  }
  try {
    return { ok: true, fields: {}, values: {}, ...(await work(parsed.data)) };
  } catch (error) {
    // Redirects and not-found pages travel as exceptions.
    unstable_rethrow(error);
    return { ...toFormError(error), values };
  }
}

/** A refusal as a form shows it: at its fields where they are named, else as a sentence. A bug is logged and told without detail. */
export function toFormError(thrown: unknown): Pick<FormState, "message" | "fields"> {
  const error = thrown instanceof AppError ? thrown : (toOutage(thrown) ?? thrown);
  if (!(error instanceof AppError)) {
    log().error({ err: error }, "unexpected error in a form");
    return { message: "Something went wrong on our side. It was written to the server's log.", fields: {} };
  }
  const fields = Object.fromEntries(
    error.fields.filter((field) => field.path !== "").map((field) => [field.path, field.message]),
  );
  return { message: error.message, fields };
}

function readForm(form: FormData): Record<string, string | string[]> {
  const raw: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    // Names that React adds for itself.
    if (name.startsWith("$ACTION")) continue;
    const texts = form.getAll(name).filter((value) => typeof value === "string");
    if (name.endsWith("[]")) raw[name.slice(0, -2)] = texts;
    else raw[name] = texts[0] ?? "";
  }
  return raw;
}
