import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { toMessages } from "@/lib/comparisons/to-messages";
import { firstBecomesA } from "@/lib/datasets/content-hash";
import { toConcordLine } from "@/lib/datasets/formats/concord-jsonl";
import { importDataset } from "@/lib/datasets/import-dataset";
import { MessageRecord } from "@/lib/datasets/record";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { PairKind } from "@/lib/revisions/schema";
import { choosePairs, type TextPair } from "./choose-pairs";
import { type ChainTexts, readChainTexts } from "./read-texts";

/** What became of the chains of a run. */
export interface MadeComparisons {
  datasetId: string | null;
  /** Comparisons that are new, and those that were there already. */
  made: number;
  known: number;
  /** Pairs whose texts say the same to the letter, and texts that a person rejected. */
  unchanged: number;
  rejected: number;
}

const PAIRS: Readonly<Record<PairKind, string>> = {
  consecutive: "each revision and the one before",
  "final-original": "last and first",
};

/**
 * Makes comparisons of a run's texts and stores them as a dataset, by the one door that every import takes: rounds and judges find them like
 * any others. Which response is A is decided by the texts alone, so that neither side ever means "revised". Made again, what is there stays.
 *
 * @throws AppError `not_found`; `invalid` when there is nothing to compare yet.
 */
export async function makeComparisons(actor: Actor, project: string, runId: string, kind: PairKind): Promise<MadeComparisons> {
  const { id: projectId } = await getProject(actor, project, "research");
  const run = await db().revisionRun.findFirst({ where: { id: runId, projectId }, select: { name: true } });
  if (!run) throw notFound("The run");
  const left = { unchanged: 0, rejected: 0, pairs: 0 };
  async function* lines(): AsyncGenerator<Uint8Array> {
    for await (const chain of readChainTexts(runId)) {
      const { pairs, unchanged, rejected } = choosePairs(chain.texts, kind);
      left.unchanged += unchanged;
      left.rejected += rejected;
      left.pairs += pairs.length;
      for (const pair of pairs) yield Buffer.from(toLine(chain, pair, run?.name ?? ""));
    }
  }
  const source = lines();
  const first = await source.next();
  if (first.done) throw nothingToCompare(left);
  const fileName = `${run.name}, ${PAIRS[kind]}`;
  const report = await importDataset(actor, projectId, withFirst(first.value, source), { fileName, format: "concord-jsonl" });
  const made = {
    datasetId: report.datasetId,
    made: report.new,
    known: report.duplicate,
    unchanged: left.unchanged,
    rejected: left.rejected,
  };
  await db().$transaction((transaction) =>
    appendAudit(transaction, actor, {
      projectId,
      action: "revision-run.compare",
      target: run.name,
      after: { runId, kind, ...made },
    }),
  );
  return made;
}

function toLine({ messages, cluster, place }: ChainTexts, { before, after }: TextPair, run: string): string {
  const prompt = MessageRecord.array().parse(toMessages(messages));
  const [a, b] = firstBecomesA(prompt, before.text, after.text) ? [before, after] : [after, before];
  const line = toConcordLine({
    prompt,
    responseA: a.text,
    responseB: b.text,
    ...(a.model ? { modelA: a.model } : {}),
    ...(b.model ? { modelB: b.model } : {}),
    ...(cluster ? { cluster } : {}),
    metadata: { "made by": "revisions", run, chain: place },
  });
  return line.endsWith("\n") ? line : `${line}\n`;
}

async function* withFirst(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

function nothingToCompare({ unchanged, rejected }: { unchanged: number; rejected: number }): AppError {
  const why =
    unchanged + rejected > 0
      ? `Of its texts ${unchanged} pairs say the same to the letter, and ${rejected} texts were rejected.`
      : "No chain has a revision yet.";
  return new AppError("invalid", `There is nothing to compare in this run. ${why}`);
}
