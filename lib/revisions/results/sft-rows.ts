import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { toMessages } from "@/lib/comparisons/to-messages";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { SftQuery } from "@/lib/revisions/schema";
import { type ChainText, readChainTexts } from "./read-texts";

/** A file of rows for fine-tuning. */
export interface SftFile {
  name: string;
  /** JSON Lines, one row at a time. */
  lines: AsyncGenerator<string>;
}

/**
 * The texts of a run as rows for supervised fine-tuning: the prompt's messages, the text as the completion, and where it comes from. What a
 * person rejected is never in it; of an edited step it is what the person wrote.
 *
 * @param query - Without a choice every revision from 1 on: what SL-CAI is trained on.
 * @throws AppError `not_found`; `invalid` for a choice that contradicts itself.
 */
export async function openSftFile(actor: Actor, project: string, runId: string, query: SftQuery): Promise<SftFile> {
  const { id: projectId } = await getProject(actor, project, "read");
  const run = await db().revisionRun.findFirst({ where: { id: runId, projectId }, select: { name: true } });
  if (!run) throw notFound("The run");
  const { revision, upTo } = query;
  if (revision !== undefined && upTo !== undefined) {
    throw new AppError("invalid", "Give either one revision or the last one, not both.", {
      fields: [{ path: "upTo", message: "Stands beside `revision`." }],
    });
  }
  const which = revision !== undefined ? `revision-${revision}` : upTo !== undefined ? `revisions-1-to-${upTo}` : "revisions";
  return { name: `${toFileName(run.name)}-${which}.jsonl`, lines: writeLines(runId, query) };
}

async function* writeLines(runId: string, query: SftQuery): AsyncGenerator<string> {
  for await (const { place, messages, texts } of readChainTexts(runId)) {
    for (const text of texts) {
      if (!isWanted(text, query)) continue;
      yield `${JSON.stringify({
        prompt: toMessages(messages),
        completion: [{ role: "assistant", content: text.text }],
        chain: place,
        revision: text.revision,
        principle: text.principle,
        review: text.review?.toLowerCase() ?? null,
      })}\n`;
    }
  }
}

function isWanted({ revision, review }: ChainText, query: SftQuery): boolean {
  if (review === "REJECTED") return false;
  if (query.reviewed === "yes" && review !== "ACCEPTED" && review !== "EDITED") return false;
  if (query.revision !== undefined) return revision === query.revision;
  return revision >= 1 && (query.upTo === undefined || revision <= query.upTo);
}

function toFileName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "revisions"
  );
}
