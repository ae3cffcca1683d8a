import * as z from "zod";

/** A field of a comparison or its label that a column can be mapped to. */
interface MappedField {
  field: string;
  title: string;
  /** Names of columns that are taken for it without being told; compared without case, spaces and punctuation. */
  aliases: readonly string[];
}

/** What the columns of a table can be mapped to, in the order of the mapping page. */
export const MAPPED_FIELDS = [
  {
    field: "prompt",
    title: "Prompt",
    aliases: ["prompt", "instruction", "question", "query", "context", "input", "history", "messages"],
  },
  {
    field: "responseA",
    title: "Response A",
    aliases: [
      "responsea",
      "response1",
      "output1",
      "outputa",
      "answera",
      "answer1",
      "completiona",
      "completion1",
      "texta",
      "text1",
      "left",
      "optiona",
      "candidatea",
    ],
  },
  {
    field: "responseB",
    title: "Response B",
    aliases: [
      "responseb",
      "response2",
      "output2",
      "outputb",
      "answerb",
      "answer2",
      "completionb",
      "completion2",
      "textb",
      "text2",
      "right",
      "optionb",
      "candidateb",
    ],
  },
  {
    field: "preference",
    title: "Preference: A, B or tie",
    aliases: ["preference", "winner", "preferred", "choice", "verdict", "label"],
  },
  {
    field: "annotator",
    title: "Annotator",
    aliases: ["annotator", "annotatorid", "rater", "raterid", "worker", "workerid", "judge", "user", "userid"],
  },
  { field: "id", title: "Id", aliases: ["id", "comparison", "comparisonid", "pairid", "externalid"] },
  { field: "modelA", title: "Model of A", aliases: ["modela", "model1", "generator1", "sourcea"] },
  { field: "modelB", title: "Model of B", aliases: ["modelb", "model2", "generator2", "sourceb"] },
  { field: "criterion", title: "Criterion", aliases: ["criterion", "dimension", "aspect"] },
  { field: "chosen", title: "Chosen, for A and B", aliases: ["chosen", "preferredresponse"] },
  { field: "rejected", title: "Rejected, for A and B", aliases: ["rejected", "dispreferredresponse"] },
  { field: "cluster", title: "Cluster", aliases: ["cluster", "conversationid", "questionid", "promptid"] },
  { field: "turnIndex", title: "Turn", aliases: ["turn", "turnindex"] },
  { field: "score", title: "Score, −4 (A) to 4 (B)", aliases: ["score", "signedscore"] },
  { field: "strengthKnown", title: "Whether the strength is known", aliases: ["strengthknown"] },
  { field: "probabilityB", title: "Probability of B", aliases: ["probabilityb", "probb", "pb"] },
  { field: "answer", title: "Answer without a score", aliases: ["answer"] },
  { field: "kind", title: "Kind of annotator", aliases: ["annotatorkind", "kind"] },
  { field: "rationale", title: "Rationale", aliases: ["rationale", "explanation", "justification", "comment"] },
  { field: "reason", title: "Reason of an answer without a score", aliases: ["reason"] },
  { field: "confidence", title: "Confidence, 1 to 5", aliases: ["confidence"] },
  { field: "durationMs", title: "Milliseconds it took", aliases: ["durationms"] },
  { field: "submittedAt", title: "Time of the label", aliases: ["submittedat", "createdat", "timestamp"] },
  { field: "round", title: "Round", aliases: ["round"] },
  { field: "repeat", title: "Number of the repeat", aliases: ["repeat"] },
  { field: "details", title: "More about the label, as JSON", aliases: ["labeldetails"] },
  { field: "flags", title: "Remarks, as a JSON list", aliases: ["flags"] },
  { field: "metadata", title: "Metadata, as JSON", aliases: ["metadata"] },
] as const satisfies readonly MappedField[];

export type MappedFieldName = (typeof MAPPED_FIELDS)[number]["field"];

/** FIELD → the column of the file that holds it; "" leaves a field out that its name would give it to. */
export const ColumnMap = z.record(z.string().min(1).max(200), z.string().max(200));
export type ColumnMap = z.infer<typeof ColumnMap>;

/** A mapping that is kept for a project's next files. */
export const SavedMapping = z.strictObject({
  name: z.string().trim().min(1, "Give the mapping a name.").max(100),
  fields: ColumnMap.refine(
    (fields) => Object.keys(fields).length > 0 && Object.keys(fields).length <= MAPPED_FIELDS.length,
    "Map at least one column.",
  ),
});
export type SavedMapping = z.infer<typeof SavedMapping>;

/** The form that keeps a mapping; its fields come as one JSON text. */
export const SaveMappingForm = z.strictObject({
  project: z.string().min(1),
  name: SavedMapping.shape.name,
  fields: z.string().max(20_000).transform(parseFields),
});
export type SaveMappingForm = z.infer<typeof SaveMappingForm>;

/** A mapping as an address or a form carries it. */
export function parseFields(text: string, context: z.RefinementCtx): ColumnMap {
  try {
    return ColumnMap.parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: "custom", message: "The mapping is no JSON object of fields and columns." });
    return z.NEVER;
  }
}

/** What columns become by their names alone, under what was said of them. A column is given to one field. */
export function completeMap(columns: readonly string[], said: ColumnMap): ColumnMap {
  const map: ColumnMap = { ...said };
  const taken = new Set(Object.values(said));
  for (const { field, aliases } of MAPPED_FIELDS) {
    if (field in said) continue;
    const found = aliases
      .map((alias) => columns.find((column) => !taken.has(column) && plainName(column) === alias))
      .find((column) => column !== undefined);
    if (found === undefined) continue;
    map[field] = found;
    taken.add(found);
  }
  return Object.fromEntries(Object.entries(map).filter(([, column]) => column !== ""));
}

/** The fields without which no comparison can be made of the columns; empty when they are there. */
export function missingFields(map: ColumnMap): MappedFieldName[] {
  const pairs = [
    ["responseA", "responseB"],
    ["chosen", "rejected"],
  ] as const;
  if (pairs.some((pair) => pair.every((field) => field in map))) return "prompt" in map || "chosen" in map ? [] : ["prompt"];
  const begun = "chosen" in map || "rejected" in map ? pairs[1] : pairs[0];
  return [...("prompt" in map || begun === pairs[1] ? [] : ["prompt" as const]), ...begun.filter((field) => !(field in map))];
}

/** A name without case, spaces and punctuation. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
