import "server-only";
import type { Actor } from "@/lib/auth/types";
import { toConcordLine } from "@/lib/datasets/formats/concord-jsonl";
import { importDataset } from "@/lib/datasets/import-dataset";
import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import type { ImportProgress } from "@/lib/datasets/schema";
import { db } from "@/lib/db/client";
import { createProject } from "@/lib/projects/create-project";
import { createRandom, type Random } from "@/lib/stats/random";

/** How large the generated project is. The same settings give the same texts and labels. */
export interface LargeSettings {
  comparisons: number;
  /** People's labels for each comparison, 0 to 8. */
  labels: number;
  seed: number;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

const PEOPLE = ["Person 1", "Person 2", "Person 3", "Person 4", "Person 5", "Person 6", "Person 7", "Person 8"];
const MODELS = ["model-a", "model-b", "model-c", "model-d"];
const CATEGORIES = ["advice", "code", "facts", "writing"];
const WORDS =
  "water stone river garden answer letter morning window paper bridge winter summer music kitchen market street number reason history island forest mountain engine circle shadow silver copper basket ladder candle pencil pocket corner signal valley harbour meadow thunder feather lantern orchard compass harvest".split(
    " ",
  );

/**
 * Makes a project of generated comparisons and labels, to see how pages and reports behave at size. Everything goes through the importer.
 *
 * @throws Error when what was stored is not what was generated.
 */
export async function createLarge(actor: Actor, settings: LargeSettings): Promise<{ id: string; slug: string }> {
  const { comparisons, labels, seed, onProgress, signal } = settings;
  const project = await createProject(actor, {
    name: `Generated: ${comparisons} comparisons`,
    description: `Generated texts without meaning, seed ${seed}, ${labels} labels a comparison.`,
    scale: { preset: "HH_HELPFUL" },
  });
  const report = await importDataset(
    actor,
    project.id,
    toFile(settings),
    { fileName: "generated.jsonl", format: "concord-jsonl" },
    { ...(onProgress ? { onProgress } : {}), ...(signal ? { signal } : {}) },
  );
  const stored = await db().comparison.count({ where: { projectId: project.id } });
  if (stored !== comparisons || report.labels.new !== comparisons * labels || report.refusedCount > 0) {
    throw new Error(
      `The generated project holds ${stored} comparisons and ${report.labels.new} labels, ${report.refusedCount} refused.`,
    );
  }
  return project;
}

async function* toFile({ comparisons, labels, seed }: LargeSettings): AsyncGenerator<Uint8Array> {
  const random = createRandom(seed, "large");
  const AT_ONCE = 500;
  for (let from = 0; from < comparisons; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, comparisons - from);
    yield Buffer.from(Array.from({ length: count }, (_, n) => toConcordLine(toRecord(from + n, labels, random))).join(""));
  }
}

function toRecord(number: number, labels: number, random: Random): ComparisonRecord {
  // Three comparisons share a prompt, as where several models answered one question.
  const cluster = `prompt-${Math.floor(number / 3)}`;
  const truth = 8 * (random.next() - 0.5);
  const modelA = random.below(MODELS.length);
  return {
    id: `generated-${number}`,
    prompt: [{ role: "user", content: `Question ${Math.floor(number / 3)} about ${WORDS[number % WORDS.length]}?` }],
    responseA: toText(random),
    responseB: toText(random),
    modelA: MODELS[modelA] ?? "",
    modelB: MODELS[(modelA + 1 + random.below(MODELS.length - 1)) % MODELS.length] ?? "",
    cluster,
    metadata: { category: CATEGORIES[random.below(CATEGORIES.length)] },
    labels: Array.from({ length: labels }, (_, person) =>
      toLabel(PEOPLE[(number + person) % PEOPLE.length] ?? "", truth, random),
    ),
  };
}

function toLabel(annotator: string, truth: number, random: Random): LabelRecord {
  const seen = truth + 6 * (random.next() + random.next() - 1);
  const strength = Math.min(4, Math.max(1, Math.round(Math.abs(seen))));
  return {
    annotator,
    kind: "HUMAN",
    criterion: "helpful",
    score: seen < 0 ? -strength : strength,
    durationMs: 5000 + random.below(60_000),
  };
}

function toText(random: Random): string {
  const paragraphs = 1 + random.below(4);
  return Array.from({ length: paragraphs }, () => `${toSentence(random)} ${toSentence(random)} ${toSentence(random)}`).join(
    "\n\n",
  );
}

function toSentence(random: Random): string {
  const words = Array.from({ length: 6 + random.below(14) }, () => WORDS[random.below(WORDS.length)] ?? "");
  const text = words.join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
