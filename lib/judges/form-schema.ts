import * as z from "zod";
import { EndpointInput, EndpointKey, EndpointLimits, ProviderChoice } from "./endpoint-schema";
import { toExamples, toExampleTexts, toLines } from "./form-examples";
import { TEMPLATES } from "./prompt/presets";
import { JudgeDocument, JudgeSpec, usualClamp } from "./schema";
import type { JudgeTemplate, TemplateName } from "./types";

/** The endpoint's choice that means: make a new one. */
export const NEW_ENDPOINT = "new";
/** The template's choice that means: the text in the form. */
export const OWN_TEMPLATE = "own";

const Texts = z.record(z.string().max(60), z.string());

/**
 * The editor's form as a document, its problems under the names of its fields. Fields are called by their paths in the document, so
 * both have one set of rules.
 */
export const JudgeForm = Texts.transform((texts, context): { project: string; document: JudgeDocument; key: string | null } => {
  const text = (name: string): string => (texts[name] ?? "").trim();
  const parsed = JudgeDocument.safeParse(toDocument(texts));
  const key = text("apiKey") === "" ? null : EndpointKey.safeParse(text("apiKey"));
  if (key && !key.success) context.addIssue({ code: "custom", path: ["apiKey"], message: key.error.issues[0]?.message ?? "" });
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: "custom", path: toField(issue.path), message: toSentence(issue) });
    }
    return z.NEVER;
  }
  if (typeof parsed.data.endpoint === "string" && key !== null) {
    context.addIssue({
      code: "custom",
      path: ["apiKey"],
      message: "A key belongs to a new endpoint. Keys of known ones are changed on the page of judges.",
    });
  }
  return { project: text("project"), document: parsed.data, key: key?.data ?? null };
});

/**
 * The settings that the editor's form stands for, before it is saved: its name, its endpoint and its model are not asked for.
 *
 * @returns The settings, or what is wrong with them by the names of the fields.
 */
export function parseDraft(texts: Readonly<Record<string, string>>): { spec: JudgeSpec } | { fields: Record<string, string> } {
  const { name: _name, endpoint: _endpoint, model: _model, ...settings } = toDocument(texts);
  const parsed = JudgeSpec.safeParse(settings);
  if (parsed.success) return { spec: parsed.data };
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[toField(issue.path).map(String).join(".")] ??= toSentence(issue);
  return { fields };
}

function toDocument(texts: Readonly<Record<string, string>>): Record<string, unknown> {
  const text = (name: string): string => (texts[name] ?? "").trim();
  const endpoint = text("endpoint");
  return {
    name: text("name"),
    endpoint:
      endpoint === NEW_ENDPOINT
        ? { name: text("endpoint.name"), provider: text("endpoint.provider"), baseUrl: text("endpoint.baseUrl") }
        : endpoint,
    model: text("model"),
    template: toTemplate(texts),
    preambleAsSystem: texts.preambleAsSystem === "on",
    hardening: texts.hardening === "on" ? "on" : "off",
    constitution: toConstitution(text),
    fewShot: toExamples(texts),
    chainOfThought: text("chainOfThought"),
    rationaleTokens: toNumber(text("rationaleTokens")),
    answers: { first: text("answers.first"), second: text("answers.second") },
    orders: text("orders"),
    samples: toNumber(text("samples")),
    softLabel: text("softLabel"),
    topLogprobs: toNumber(text("topLogprobs")),
    minCoverage: toNumber(text("minCoverage")),
    temperature: text("temperature") === "" ? null : toNumber(text("temperature")),
    topP: text("topP") === "" ? null : toNumber(text("topP")),
    seed: text("seed") === "" ? null : toNumber(text("seed")),
    maxTokens: toNumber(text("maxTokens")),
    aggregation: text("aggregation"),
    tieBand: toNumber(text("tieBand")),
    onContradiction: text("onContradiction"),
    ...toClamp(text),
    limits: {
      concurrency: toNumber(text("limits.concurrency")),
      timeoutSeconds: toNumber(text("limits.timeoutSeconds")),
      attempts: toNumber(text("limits.attempts")),
      contextTokens: text("limits.contextTokens") === "" ? null : toNumber(text("limits.contextTokens")),
    },
    price: toPrice(text("price.in"), text("price.out")),
  };
}

type TextOf = (name: string) => string;

function toConstitution(text: TextOf): Record<string, unknown> | null {
  if (text("constitution.name") === "") return null;
  const version = text("constitution.version");
  return {
    name: text("constitution.name"),
    ...(version === "" ? {} : { version: toNumber(version) }),
    use: text("constitution.use"),
    principle: text("constitution.principle") === "" ? null : text("constitution.principle"),
    seed: toNumber(text("constitution.seed")),
  };
}

/** "auto": the document's own default. */
function toClamp(text: TextOf): Record<string, unknown> {
  if (text("clamp") === "auto") return {};
  return { clamp: text("clamp") === "none" ? null : { low: toNumber(text("clamp.low")), high: toNumber(text("clamp.high")) } };
}

function toTemplate(texts: Readonly<Record<string, string>>): TemplateName | JudgeTemplate | string {
  const name = (texts.template ?? "").trim();
  if (name !== OWN_TEMPLATE) return name;
  const asks = texts["template.asks"];
  const kind = texts["template.kind"];
  return {
    kind: kind === "multiple-choice" || kind === "score" ? kind : "pairwise",
    asks: asks === "better" || asks === "worse" ? asks : "criterion",
    preamble: toLines(texts["template.preamble"]),
    sample: toLines(texts["template.sample"]),
    reasoning: toLines(texts["template.reasoning"]),
    ending: toLines(texts["template.ending"]),
    answer: toLines(texts["template.answer"]),
  };
}

/** Dollars per million tokens become micro-dollars; both empty: no price. */
function toPrice(input: string, output: string): Record<string, unknown> | null {
  if (input === "" && output === "") return null;
  const micro = (text: string): number => Math.round(toNumber(text) * 1_000_000);
  return { inputMicroDollarsPerMillion: micro(input), outputMicroDollarsPerMillion: micro(output) };
}

/** Text that is no number stays none: the document's own rule refuses it at its field. */
function toNumber(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** The name of the field that stands for a path of the document. */
function toField(path: readonly PropertyKey[]): PropertyKey[] {
  const [first, second] = path;
  if (first === "constitution" && second === undefined) return ["constitution", "name"];
  if (first === "fewShot") return path.slice(0, 3);
  return first === "price" ? ["price", second === "inputMicroDollarsPerMillion" ? "in" : "out"] : [...path];
}

function toSentence(issue: z.core.$ZodIssue): string {
  return /received (NaN|number)$/.test(issue.message) ? "Give a number." : issue.message;
}

/** Which of Concord's templates a text is; "own" for another. */
export function nameOfTemplate(template: JudgeTemplate): TemplateName | typeof OWN_TEMPLATE {
  const found = Object.entries(TEMPLATES).find(
    ([, known]) =>
      known.kind === template.kind &&
      known.asks === template.asks &&
      known.preamble === template.preamble &&
      known.sample === template.sample &&
      known.ending === template.ending &&
      known.answer === template.answer &&
      // Versions from before there were chains of thought have none.
      (known.reasoning === template.reasoning || template.reasoning === ""),
  );
  // The keys of TEMPLATES are its names.
  return found ? (found[0] as TemplateName) : OWN_TEMPLATE;
}

/** A limit as typed; empty: none is known. */
const Limit = (most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{0,10}$/, "Give a whole number, or leave it empty.")
    .transform((text) => (text === "" ? null : Number(text)))
    .refine((limit) => limit === null || (limit >= 1 && limit <= most), `From 1 to ${most.toLocaleString("en")}.`);

/** The form that changes an endpoint. The key is written only: left empty it stays, "none" takes it away. */
export const EndpointForm = z
  .strictObject({
    project: z.string().max(100),
    id: z.uuid(),
    provider: ProviderChoice,
    baseUrl: EndpointInput.shape.baseUrl,
    maxConcurrency: Limit(1_000),
    requestsPerMinute: Limit(10_000_000),
    tokensPerMinute: Limit(2_000_000_000),
    apiKey: z.union([z.literal(""), EndpointKey]),
    withoutKey: z.literal("on").optional(),
  })
  .transform(({ apiKey, withoutKey, maxConcurrency, requestsPerMinute, tokensPerMinute, ...rest }) => ({
    ...rest,
    limits: { maxConcurrency, requestsPerMinute, tokensPerMinute },
    ...(withoutKey ? { key: null } : apiKey === "" ? {} : { key: apiKey }),
  }));

/** The form that tests an endpoint's connection with one of its models. */
export const EndpointTestForm = z.strictObject({
  project: z.string().max(100),
  id: z.uuid(),
  model: z.string().trim().min(1, "Name a model of this endpoint.").max(200, "At most 200 characters."),
});

/** What stands in the editor's fields for a document; the inverse of `JudgeForm`. */
export function toFormTexts(document: JudgeDocument): Record<string, string> {
  const { template, price, limits, endpoint } = document;
  const dollars = (micro: number | undefined): string => (micro === undefined ? "" : String(micro / 1_000_000));
  return {
    name: document.name,
    endpoint: typeof endpoint === "string" ? endpoint : NEW_ENDPOINT,
    "endpoint.name": typeof endpoint === "string" ? "" : endpoint.name,
    "endpoint.provider": typeof endpoint === "string" ? "OPENAI_COMPATIBLE" : endpoint.provider,
    "endpoint.baseUrl": typeof endpoint === "string" ? "" : endpoint.baseUrl,
    model: document.model,
    template: nameOfTemplate(template),
    "template.kind": template.kind,
    "template.asks": template.asks,
    "template.preamble": template.preamble,
    "template.sample": template.sample,
    "template.reasoning": template.reasoning,
    "template.ending": template.ending,
    "template.answer": template.answer,
    preambleAsSystem: document.preambleAsSystem ? "on" : "",
    hardening: document.hardening,
    "constitution.name": document.constitution?.name ?? "",
    "constitution.version": String(document.constitution?.version ?? ""),
    "constitution.use": document.constitution?.use ?? "random",
    "constitution.principle": document.constitution?.principle ?? "",
    "constitution.seed": String(document.constitution?.seed ?? 1),
    ...toExampleTexts(document.fewShot),
    chainOfThought: document.chainOfThought,
    rationaleTokens: String(document.rationaleTokens),
    "answers.first": document.answers.first,
    "answers.second": document.answers.second,
    orders: document.orders,
    samples: String(document.samples),
    softLabel: document.softLabel,
    topLogprobs: String(document.topLogprobs),
    minCoverage: String(document.minCoverage),
    temperature: document.temperature === null ? "" : String(document.temperature),
    topP: document.topP === null ? "" : String(document.topP),
    seed: document.seed === null ? "" : String(document.seed),
    maxTokens: String(document.maxTokens),
    aggregation: document.aggregation,
    tieBand: String(document.tieBand),
    ...toClampTexts(document),
    onContradiction: document.onContradiction,
    "limits.concurrency": String(limits.concurrency),
    "limits.timeoutSeconds": String(limits.timeoutSeconds),
    "limits.attempts": String(limits.attempts),
    "limits.contextTokens": limits.contextTokens === null ? "" : String(limits.contextTokens),
    "price.in": dollars(price?.inputMicroDollarsPerMillion),
    "price.out": dollars(price?.outputMicroDollarsPerMillion),
  };
}

function toClampTexts({ clamp, chainOfThought }: JudgeDocument): Record<string, string> {
  const usual = usualClamp(chainOfThought);
  const isUsual = clamp?.low === usual?.low && clamp?.high === usual?.high;
  return {
    clamp: isUsual ? "auto" : clamp === null ? "none" : "own",
    "clamp.low": String(clamp?.low ?? 0.4),
    "clamp.high": String(clamp?.high ?? 0.6),
  };
}

/** The editor's fields for a judge that is not there yet. */
export function newJudgeTexts(endpoint: string | undefined): Record<string, string> {
  const spec = JudgeSpec.parse({ hardening: "on" });
  const none = { name: "", provider: "OPENAI_COMPATIBLE", baseUrl: "", limits: EndpointLimits.parse({}) } as const;
  return toFormTexts({ name: "", endpoint: endpoint ?? none, model: "", ...spec });
}
