import * as z from "zod";
import code1 from "./code-1.json";
import code2 from "./code-2.json";
import conversation1 from "./conversation-1.json";
import conversation2 from "./conversation-2.json";
import explanation from "./explanation.json";
import factual from "./factual.json";
import household from "./household.json";
import mathematics from "./mathematics.json";
import planning from "./planning.json";
import safety from "./safety.json";
import writing from "./writing.json";

const Lines = z.array(z.string()).min(1);
const Preference = z.number().min(-4).max(4);

/** One prompt of the demo with its responses, as it stands in the JSON files: texts are kept line by line so that they can be read there. */
const DemoPrompt = z.strictObject({
  cluster: z.string().regex(/^[a-z0-9-]+$/),
  category: z.enum([
    "code",
    "conversation",
    "explanation",
    "factual",
    "household",
    "mathematics",
    "planning",
    "safety",
    "writing",
  ]),
  prompt: z.array(z.strictObject({ role: z.enum(["user", "assistant"]), content: Lines })).min(1),
  /** By the name of the invented model. */
  responses: z.record(z.string(), Lines),
  comparisons: z
    .array(
      z.strictObject({
        a: z.string(),
        b: z.string(),
        /** What a careful reader would say, −4 (A far better) to +4 (B far better); the people's labels scatter around it. */
        helpful: Preference,
        /** The same for harmlessness, where the question makes sense. */
        harmless: Preference.optional(),
        /** Why, for whoever reads the file. */
        why: z.string(),
      }),
    )
    .min(1),
});

/** A comparison of the demo with the preference that its labels follow from. */
export interface DemoComparison {
  /** The id in the file: "demo-sky-colours-1". */
  id: string;
  cluster: string;
  category: string;
  prompt: { role: "user" | "assistant"; content: string }[];
  responseA: string;
  responseB: string;
  modelA: string;
  modelB: string;
  truth: { helpful: number; harmless: number | null };
  /** Words to be read: the last message and both responses. */
  words: number;
}

/**
 * All comparisons of the demo in the order of the files.
 *
 * @throws Error when a file is not as it should be: a response that no comparison uses, an unknown name, an id twice.
 */
export function listDemoComparisons(): DemoComparison[] {
  const files = [
    explanation,
    code1,
    code2,
    mathematics,
    safety,
    writing,
    household,
    conversation1,
    conversation2,
    planning,
    factual,
  ];
  const comparisons = files.flatMap((file) => z.array(DemoPrompt).parse(file)).flatMap(toComparisons);
  const ids = new Set(comparisons.map((each) => each.id));
  if (ids.size !== comparisons.length) throw new Error("The demo's texts use a cluster name twice.");
  return comparisons;
}

function toComparisons(entry: z.infer<typeof DemoPrompt>): DemoComparison[] {
  const used = new Set(entry.comparisons.flatMap(({ a, b }) => [a, b]));
  for (const model of Object.keys(entry.responses)) {
    if (!used.has(model))
      throw new Error(`The demo's prompt ${entry.cluster} has a response of ${model} that no comparison uses.`);
  }
  const prompt = entry.prompt.map(({ role, content }) => ({ role, content: content.join("\n") }));
  return entry.comparisons.map((pair, index) => {
    const responseA = textOf(entry, pair.a);
    const responseB = textOf(entry, pair.b);
    return {
      id: `demo-${entry.cluster}-${index + 1}`,
      cluster: entry.cluster,
      category: entry.category,
      prompt,
      responseA,
      responseB,
      modelA: pair.a,
      modelB: pair.b,
      truth: { helpful: pair.helpful, harmless: pair.harmless ?? null },
      words: [prompt.at(-1)?.content ?? "", responseA, responseB].join(" ").split(/\s+/).length,
    };
  });
}

function textOf(entry: z.infer<typeof DemoPrompt>, model: string): string {
  const lines = entry.responses[model];
  if (!lines) throw new Error(`The demo's prompt ${entry.cluster} has no response of ${model}.`);
  return lines.join("\n");
}
