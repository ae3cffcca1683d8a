import "server-only";
import type pg from "pg";
import type { EncodedComparison, EncodedText } from "@/lib/datasets/content-hash";
import { CopyRows, copyInto, uuidBytes } from "@/lib/db/copy-rows";
import { findKnownTexts } from "./find-known";

/** What is stored of a comparison beside its texts. */
export interface ComparisonDetails {
  externalId: string | null;
  modelA: string | null;
  modelB: string | null;
  /** Characters, as PostgreSQL's `char_length` counts them. */
  lengthA: number;
  lengthB: number;
  cluster: string | null;
  turnIndex: number | null;
  /** JSON. */
  metadata: string;
  flags: readonly string[];
}

/** A comparison that is new to the project, with the id that it gets. */
export interface NewComparison {
  id: string;
  row: number;
  encoded: EncodedComparison;
  details: ComparisonDetails;
}

/** The rows on their way into the tables: one piece of memory for all batches. */
export interface CopyBuffers {
  prompts: CopyRows;
  responses: CopyRows;
  comparisons: CopyRows;
}

interface StoreContext {
  client: pg.ClientBase;
  projectId: string;
  datasetId: string;
  nextId: () => string;
  buffers: CopyBuffers;
}

const PROMPTS = '"Prompt" (id, "projectId", "contentHash", messages)';
const RESPONSES = '"Response" (id, "projectId", "contentHash", text, model, length)';
const COMPARISONS = `"Comparison" (id, "projectId", "identityKey", "externalId", "contentHash", "promptId", "responseAId", "responseBId",
  "clusterKey", "turnIndex", metadata, flags, "datasetId", "sourceRow")`;

export function createCopyBuffers(): CopyBuffers {
  return { prompts: new CopyRows(4), responses: new CopyRows(6), comparisons: new CopyRows(14) };
}

/**
 * Stores comparisons that the project does not have, with the prompts and responses that it does not have either. The caller holds the
 * project's import lock, so nothing appears between looking and storing; should another writer do it all the same, the unique keys
 * end the transaction.
 */
export async function storeComparisons(context: StoreContext, comparisons: readonly NewComparison[]): Promise<void> {
  if (comparisons.length === 0) return;
  const { client, projectId, nextId, buffers } = context;
  const known = await findKnownTexts(
    client,
    projectId,
    comparisons.map(({ encoded }) => encoded.prompt.hash),
    comparisons.flatMap(({ encoded }) => [encoded.responseA.hash, encoded.responseB.hash]),
  );
  const project = uuidBytes(projectId);
  const dataset = uuidBytes(context.datasetId);
  for (const comparison of comparisons) {
    const { encoded, details } = comparison;
    const promptId = idOf(known.prompts, encoded.prompt.hash, nextId, (id) => {
      buffers.prompts.row().uuid(id).uuid(project).hex(encoded.prompt.hash).json(encoded.prompt.bytes);
    });
    const response = ({ hash, bytes }: EncodedText, model: string | null, length: number) =>
      idOf(known.responses, hash, nextId, (id) => {
        buffers.responses.row().uuid(id).uuid(project).hex(hash).bytes(bytes).text(model).int4(length);
      });
    addComparison(buffers.comparisons, comparison, {
      project,
      dataset,
      promptId,
      responseAId: response(encoded.responseA, details.modelA, details.lengthA),
      responseBId: response(encoded.responseB, details.modelB, details.lengthB),
    });
  }
  await copyInto(client, PROMPTS, buffers.prompts);
  await copyInto(client, RESPONSES, buffers.responses);
  await copyInto(client, COMPARISONS, buffers.comparisons);
}

/** The id of what has this hash; if nothing has, a new one, under which `add` stores it. */
function idOf(known: Map<string, string>, hash: string, nextId: () => string, add: (id: string) => void): string {
  const found = known.get(hash);
  if (found !== undefined) return found;
  const id = nextId();
  known.set(hash, id);
  add(id);
  return id;
}

function addComparison(
  rows: CopyRows,
  { id, row, encoded, details }: NewComparison,
  parts: { project: Buffer; dataset: Buffer; promptId: string; responseAId: string; responseBId: string },
): void {
  const { cluster } = details;
  rows
    .row()
    .uuid(id)
    .uuid(parts.project)
    .text(encoded.identityKey)
    .text(details.externalId)
    .hex(encoded.content)
    .uuid(parts.promptId)
    .uuid(parts.responseAId)
    .uuid(parts.responseBId)
    .text(cluster === null ? `prompt:${encoded.prompt.hash}` : `cluster:${cluster}`)
    .int4(details.turnIndex)
    .json(details.metadata)
    .texts(details.flags)
    .uuid(parts.dataset)
    .int4(row);
}
