import * as z from "zod";
import { AppError } from "@/lib/errors";
import { JudgeDocument } from "@/lib/judges/schema";

/**
 * Reads a judge's document from its text.
 *
 * @param source - What the text is called in a refusal: "judge.json", "The document".
 * @throws AppError `invalid`, with the path of each thing that is wrong and what is allowed there.
 */
export function parseJudgeDocument(text: string, source: string): JudgeDocument {
  return checkJudgeDocument(readJson(text, source), source);
}

/**
 * A judge's document from what a file or a program gave.
 *
 * @throws AppError `invalid`, see `parseJudgeDocument`.
 */
export function checkJudgeDocument(value: unknown, source: string): JudgeDocument {
  const parsed = JudgeDocument.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({ path: toPath(issue.path), message: toSentence(issue) }));
  const said = fields.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  throw new AppError("invalid", `${source} is no judge. ${said.join(" ")}`, { fields, cause: parsed.error });
}

function readJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw new AppError("invalid", `${source} is no JSON document: ${why}.`, { cause });
  }
}

/** "limits.attempts", "fewShot[2].rationale". */
function toPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (made, part) => (typeof part === "number" ? `${made}[${part}]` : made === "" ? String(part) : `${made}.${String(part)}`),
    "",
  );
}

function toSentence(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const known = issue.path.length === 0 ? ` Known are ${listSettings()}.` : "";
    return `There is no setting ${issue.keys.map((key) => `"${key}"`).join(", ")}; take it out or mend its spelling.${known}`;
  }
  const { message } = issue;
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function listSettings(): string {
  return Object.keys(z.toJSONSchema(JudgeDocument, { io: "input", unrepresentable: "any" }).properties ?? {}).join(", ");
}
