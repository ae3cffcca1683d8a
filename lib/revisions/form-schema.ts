import * as z from "zod";
import { FewShotExample, PairKind, RevisionInput } from "./schema";

/** What the form of a new run sends: texts under the names of the document's fields. */
const Texts = z.object({ project: z.string().max(100) }).catchall(z.string());

/** The form of a new run: its texts as the document that they stand for. */
export const RevisionForm = Texts.transform(({ project, ...texts }, context) => {
  const draft = parseRevisionDraft(texts);
  if ("input" in draft) return { project, input: draft.input };
  for (const [name, message] of Object.entries(draft.fields)) context.addIssue({ code: "custom", path: [name], message });
  return z.NEVER;
});

/**
 * The order that the texts of the form stand for.
 *
 * @returns The order, or what is wrong with it by the names of the fields.
 */
export function parseRevisionDraft(
  texts: Readonly<Record<string, string>>,
): { input: RevisionInput } | { fields: Record<string, string> } {
  const fields: Record<string, string> = {};
  const parsed = RevisionInput.safeParse(
    toDocument(
      createReader(texts, (path, message) => {
        fields[path] ??= message;
      }),
    ),
  );
  for (const issue of parsed.error?.issues ?? []) fields[toFieldName(issue.path, numbersOf(texts))] ??= issue.message;
  return parsed.success && Object.keys(fields).length === 0 ? { input: parsed.data } : { fields };
}

/** What the form of a new run asks an estimate of: its texts. */
export const RevisionEstimateInput = z.strictObject({ texts: z.record(z.string().max(60), z.string()) });

/** Which comparisons are to be made of a run. */
export const CompareForm = z.strictObject({ project: z.string().max(100), runId: z.uuid(), kind: PairKind });

interface Reader {
  text: (name: string) => string | undefined;
  number: (name: string) => number | null;
  dollars: (name: string) => number | null;
  examples: () => Record<string, string>[];
}

const EXAMPLE_FIELDS = Object.keys(FewShotExample.shape);

/** The numbers of the examples in the names of their fields; there are gaps where one was taken out. */
function numbersOf(texts: Readonly<Record<string, string>>): number[] {
  const numbers = new Set(Object.keys(texts).flatMap((name) => /^spec\.fewShot\.(\d{1,4})\./.exec(name)?.[1] ?? []));
  return [...numbers].map(Number).toSorted((a, b) => a - b);
}

function createReader(texts: Readonly<Record<string, string>>, complain: (path: string, message: string) => void): Reader {
  const text = (name: string) => texts[name]?.trim() || undefined;
  const number = (name: string): number | null => {
    const said = text(name);
    if (said === undefined) return null;
    if (/^\d+(\.\d+)?$/.test(said)) return Number(said);
    complain(name, "Give a number.");
    return null;
  };
  return {
    text,
    number,
    dollars: (name) => {
      const value = number(name);
      return value === null ? null : Math.round(value * 1_000_000);
    },
    examples: () =>
      numbersOf(texts).map((number) =>
        Object.fromEntries(
          EXAMPLE_FIELDS.map((field) => [
            field,
            (texts[`spec.fewShot.${number}.${field}`] ?? "").replaceAll("\r\n", "\n").trim(),
          ]),
        ),
      ),
  };
}

function toDocument({ text, number, dollars, examples }: Reader): unknown {
  const [constitution, version] = splitLast(text("constitution") ?? "");
  const kind = text("begin") ?? "prompts";
  return {
    name: text("name") ?? "",
    endpoint: text("endpoint") ?? "",
    model: text("model") ?? "",
    constitution,
    constitutionVersion: version,
    concurrency: number("concurrency") ?? undefined,
    capMicroDollars: dollars("capMicroDollars"),
    capCalls: number("capCalls"),
    spec: {
      begin:
        kind === "texts"
          ? { kind, texts: toLines(text("spec.begin.texts") ?? "") }
          : kind === "responses"
            ? { kind, model: text("spec.begin.model") ?? null }
            : { kind },
      roundId: kind === "texts" ? null : (text("spec.roundId") ?? null),
      sampling:
        text("sampling") === "random"
          ? { kind: "random", n: number("spec.sampling.n") ?? 0, seed: number("spec.sampling.seed") ?? 1 }
          : { kind: "all" },
      revisions: number("spec.revisions") ?? undefined,
      withCritique: text("spec.withCritique") === "on",
      seed: number("spec.seed") ?? undefined,
      fewShot: examples(),
      layout: text("spec.layout"),
      temperature: number("spec.temperature"),
      maxTokens: number("spec.maxTokens") ?? undefined,
    },
  };
}

/** "Name v3" as its name and number. */
function splitLast(text: string): [string, number | undefined] {
  const match = /^(.*) v(\d+)$/.exec(text);
  return match ? [match[1] ?? "", Number(match[2])] : [text, undefined];
}

/** One prompt a line; empty lines are none. */
function toLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** An error of an example stands at its own field, one inside another list at the field that holds the list. */
function toFieldName(path: readonly PropertyKey[], numbers: readonly number[]): string {
  const names = path.map(String);
  const [, list, index, field] = names;
  if (list === "fewShot" && field !== undefined) return `spec.fewShot.${numbers[Number(index)]}.${field}`;
  const inside = names.findIndex((name) => /^\d+$/.test(name));
  return (inside < 0 ? names : names.slice(0, inside)).join(".");
}

/** What stands in the form of a new run at first, by the names of its fields. */
export function newRevisionTexts(seed: number): Record<string, string> {
  return {
    begin: "prompts",
    concurrency: "4",
    "spec.sampling.n": "100",
    "spec.sampling.seed": String(seed),
    "spec.revisions": "4",
    "spec.temperature": "1",
    "spec.maxTokens": "512",
    "spec.seed": String(seed),
    "spec.layout": "chat",
  };
}
