import * as z from "zod";
import {
  AnnotatorEntry,
  CanonicalLine,
  ComparisonEntry,
  ImportDocument,
  LabelAnswerLine,
  LabelEntry,
  OwnLabel,
} from "@/lib/api/documents/data";
import { OwnId, PageQuery, ProjectRef, pageOf, Word } from "@/lib/api/parts";
import { defineRoute } from "@/lib/api/route";
import { IMPORT_FORMATS } from "@/lib/datasets/schema";

const isSet = z.enum(["0", "1"]).transform((value) => value === "1");

export const listComparisons = defineRoute({
  id: "listComparisons",
  method: "GET",
  path: "/projects/{project}/comparisons",
  group: "Comparisons",
  summary: "Read comparisons with their labels",
  description:
    "In the order of their import, without those that are withdrawn. With `Accept: application/x-ndjson` all of them as canonical lines, one consistent view while people label, ready to be sent to another project.",
  access: "read",
  params: { project: ProjectRef },
  query: PageQuery.extend({
    labels: isSet.default(true).meta({ description: "0 leaves the labels out." }),
  }),
  answer: { status: 200, schema: pageOf(ComparisonEntry), line: CanonicalLine },
  example: '-H "Accept: application/x-ndjson" "$CONCORD_URL/api/v1/projects/household-assistant/comparisons"',
});

/** How a body of comparisons is read. */
export const ImportOwnQuery = z.strictObject({
  id: OwnId,
  format: z
    .enum(["auto", ...IMPORT_FORMATS])
    .default("concord-jsonl")
    .meta({ description: "Any format that the import page reads." }),
  fileName: Word(300).optional().meta({ description: "What the import is called in the dataset's list." }),
  annotatorName: Word(200).optional().meta({ description: "Whose labels they are where the body does not say." }),
  criterion: Word(100).optional().meta({ description: "Key of the criterion of labels that name none." }),
  strict: isSet.default(false).meta({ description: "1 stores nothing if any row is refused." }),
  dryRun: isSet.default(false).meta({ description: "1 reads, checks and counts, and stores nothing." }),
});
export type ImportOwnQuery = z.infer<typeof ImportOwnQuery>;

export const importComparisons = defineRoute({
  id: "importComparisons",
  method: "POST",
  path: "/projects/{project}/comparisons",
  group: "Comparisons",
  summary: "Send comparisons with their labels",
  description:
    "One canonical line each, of any number, plain or gzip. Lines that cannot be read are refused and named, the rest is stored in one transaction; broken off, nothing remains. A comparison that is known keeps its place and gets the new labels.",
  access: "write",
  params: { project: ProjectRef },
  query: ImportOwnQuery,
  body: { type: "application/x-ndjson", schema: CanonicalLine },
  answer: { status: 200, schema: ImportDocument },
  refusals: [409],
  example: `-X POST "$CONCORD_URL/api/v1/projects/household-assistant/comparisons?id=0198c0de-0000-7000-8000-000000000002" \\
  -H "Content-Type: application/x-ndjson" --data-binary @comparisons.jsonl`,
});

/** Which labels. */
export const LabelFilter = z.strictObject({
  criterion: Word(100).optional().meta({ description: "A criterion's key or id." }),
  annotator: Word(200).optional().meta({ description: "An annotator's id or name." }),
  kind: z.enum(["HUMAN", "AI", "BASELINE"]).optional(),
  round: Word(100).optional().meta({ description: "A round's number or id." }),
  since: z.iso.datetime({ offset: true }).optional().meta({ description: "Submitted at that time or later." }),
});
export type LabelFilter = z.infer<typeof LabelFilter>;

export const LabelQuery = LabelFilter.extend({
  limit: PageQuery.shape.limit,
  after: z
    .string()
    .regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/, "Take it from `next` of the page before.")
    .refine((text) => text.split(".").every((id) => z.uuid().safeParse(id).success), "Take it from `next` of the page before.")
    .optional(),
});
export type LabelQuery = z.infer<typeof LabelQuery>;

export const listLabels = defineRoute({
  id: "listLabels",
  method: "GET",
  path: "/projects/{project}/labels",
  group: "Labels",
  summary: "Read labels",
  description:
    "As they stand now, by comparison; those of trainings are no data and left out. With `Accept: application/x-ndjson` all of them, one a line, one consistent view.",
  access: "read",
  params: { project: ProjectRef },
  query: LabelQuery,
  answer: { status: 200, schema: pageOf(LabelEntry), line: LabelEntry },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/labels?kind=HUMAN&since=2026-01-01T00:00:00Z"',
});

/** How many labels one JSON body may carry. NDJSON carries any number. */
export const LABELS_AT_ONCE = 1000;

export const writeLabels = defineRoute({
  id: "writeLabels",
  method: "POST",
  path: "/projects/{project}/labels",
  group: "Labels",
  summary: "Write labels for comparisons that are there",
  description: `By annotators that are named, not by members. Each label is stored or refused by itself, and acknowledged in its order; a label that the annotator gave before is changed, and its history kept. As JSON up to ${LABELS_AT_ONCE}; as \`application/x-ndjson\` (one label a line) any number, acknowledged line by line while they come. Scores and probabilities speak of better, never of worse: positive means B.`,
  access: "write",
  params: { project: ProjectRef },
  body: {
    type: "application/json",
    schema: z.strictObject({ labels: z.array(OwnLabel).min(1).max(LABELS_AT_ONCE) }).meta({ id: "NewLabels" }),
    line: OwnLabel,
    most: 16 * 1024 * 1024,
  },
  answer: {
    status: 200,
    schema: z.strictObject({ acknowledgements: z.array(LabelAnswerLine) }).meta({ id: "LabelAcknowledgements" }),
    line: LabelAnswerLine,
  },
  example: `-X POST "$CONCORD_URL/api/v1/projects/household-assistant/labels" -H "Content-Type: application/json" \\
  -d '{"labels": [{"id": "0198c0de-0000-7000-8000-000000000003", "externalId": "q81-m1-m2", "annotator": "expert-3", "kind": "HUMAN", "score": -2}]}'`,
});

export const listAnnotators = defineRoute({
  id: "listAnnotators",
  method: "GET",
  path: "/projects/{project}/annotators",
  group: "Labels",
  summary: "List annotators",
  description: "People, judges and baselines, and how many labels each has given, those of trainings included.",
  access: "read",
  params: { project: ProjectRef },
  query: PageQuery,
  answer: { status: 200, schema: pageOf(AnnotatorEntry) },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/annotators"',
});
