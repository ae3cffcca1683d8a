import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { ExportInput, type ExportInputDraft } from "@/lib/datasets/export-schema";
import type { ExportPreview, PreviewRow } from "@/lib/datasets/export-types";
import { inSnapshot } from "./in-snapshot";
import { countComparisons, type ExportedComparison, readComparisons } from "./read-comparisons";
import { findSelection } from "./selection";
import type { Split } from "./splits";
import { Tally } from "./tally";
import { createPreviewEncoder } from "./write/create-encoder";
import { toFields } from "./write-export";
import { type MadeRow, toRows } from "./write-rows";

/** So many comparisons are counted while somebody waits for a page. */
const LOOKED_AT = 2000;
/** Characters of a text in a preview. */
const CHARACTERS = 240;

/**
 * The first rows that an export would have, and what it would leave out and why among its first comparisons. Stores nothing.
 *
 * @param from - How many rows are passed over first.
 * @throws AppError `not_found`, `invalid`.
 */
export async function previewExport(
  actor: Actor,
  idOrSlug: string,
  draft: ExportInputDraft,
  { rows = 10, from = 0 }: { rows?: number; from?: number } = {},
): Promise<ExportPreview> {
  const input = ExportInput.parse(draft);
  const project = await getProject(actor, idOrSlug, "read");
  return inSnapshot(async (client) => {
    const selection = await findSelection(client, project.id, input);
    const before = await countComparisons(client, selection.query);
    const tally = new Tally(input, { ...before, examples: selection.examples });
    const context = { ...selection, input, fields: toFields(input), drop: tally.drop };
    const encoder = createPreviewEncoder({ ...input, fields: toFields(input) });
    const lines: string[] = [];
    const shown: PreviewRow[] = [];
    let complete = true;
    let passed = 0;
    for await (const comparison of readComparisons(client, selection.query)) {
      if (tally.counted.comparisons === LOOKED_AT) {
        complete = false;
        break;
      }
      tally.read(comparison);
      const split = selection.splitOf(comparison);
      for (const row of tally.keep(comparison, split, toRows(comparison, context))) {
        if (passed++ < from || lines.length === rows) continue;
        lines.push(String(encoder.row(row.row)));
        shown.push(toPreviewRow(comparison, split, row));
      }
    }
    const { inputs: _inputs, ...counts } = tally.finish(complete);
    return { lines, rows: shown, ...counts, complete };
  });
}

function toPreviewRow(
  { externalId, id, prompt, textA, textB }: ExportedComparison,
  split: Split | null,
  { preference }: MadeRow,
): PreviewRow {
  const chosenIsB = preference?.chosenIsB ?? false;
  return {
    comparison: externalId ?? id,
    prompt: cut(prompt.at(-1)?.content ?? ""),
    chosen: cut(chosenIsB ? textB : textA),
    rejected: cut(chosenIsB ? textA : textB),
    score: preference?.score ?? null,
    margin: preference?.margin ?? null,
    annotator: preference?.annotator ?? "",
    split,
  };
}

function cut(text: string): string {
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)} …` : text;
}
