import "server-only";
import type { Actor } from "@/lib/auth/types";
import { toConcordLine } from "@/lib/datasets/formats/concord-jsonl";
import { importDataset } from "@/lib/datasets/import-dataset";
import { db } from "@/lib/db/client";
import type { DemoComparison } from "@/prisma/scenarios/demo/demo-texts";

const FILE_NAME = "demo.concord.jsonl";

/**
 * Brings the demo's comparisons in through the importer, as a file of the canonical format; those that are there already stay.
 *
 * @returns The file's dataset, and the ids in the order of `comparisons`.
 */
export async function importTexts(
  actor: Actor,
  projectId: string,
  comparisons: readonly DemoComparison[],
): Promise<{ datasetId: string; comparisonIds: string[] }> {
  const known = await db().dataset.findFirst({ where: { projectId, fileName: FILE_NAME }, select: { id: true } });
  if (!known) {
    const report = await importDataset(actor, projectId, toFile(comparisons), { fileName: FILE_NAME, format: "concord-jsonl" });
    if (report.new !== comparisons.length || report.refusedCount > 0) {
      throw new Error(
        `The demo's texts were not taken: ${report.new} of ${comparisons.length}; ${JSON.stringify(report.refused[0])}`,
      );
    }
  }
  const dataset = await db().dataset.findFirstOrThrow({ where: { projectId, fileName: FILE_NAME }, select: { id: true } });
  const rows = await db().comparison.findMany({ where: { projectId }, select: { id: true, externalId: true } });
  const idOf = new Map(rows.map(({ id, externalId }) => [externalId, id]));
  const comparisonIds = comparisons.map((each) => {
    const id = idOf.get(each.id);
    if (!id) throw new Error(`The demo's comparison ${each.id} was not stored.`);
    return id;
  });
  return { datasetId: dataset.id, comparisonIds };
}

async function* toFile(comparisons: readonly DemoComparison[]): AsyncGenerator<Uint8Array> {
  for (const { id, prompt, responseA, responseB, modelA, modelB, cluster, category } of comparisons) {
    const turnIndex = prompt.filter((message) => message.role === "user").length;
    yield Buffer.from(
      toConcordLine({ id, prompt, responseA, responseB, modelA, modelB, cluster, turnIndex, metadata: { category } }),
    );
  }
}
