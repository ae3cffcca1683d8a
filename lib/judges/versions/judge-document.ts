import "server-only";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { getJudge } from "@/lib/judges/queries";
import type { JudgeDocument } from "@/lib/judges/schema";

/** A judge version as a file. */
export interface JudgeFile {
  fileName: string;
  document: JudgeDocument;
}

/**
 * The document that makes a judge version again: in its own project the very same one, in another project an equal one. The endpoint stands
 * in it with its address and without its key.
 *
 * @param judgeId - Its id or its name.
 * @throws AppError `not_found`.
 */
export async function getJudgeDocument(actor: Actor, project: string, judgeId: string, version?: number): Promise<JudgeFile> {
  const { id, name, entry, document } = await getJudge(actor, project, judgeId, version);
  const { endpoint } = await db().judgeVersion.findFirstOrThrow({
    where: { id: entry.versionId, judgeId: id },
    select: {
      endpoint: {
        select: {
          name: true,
          baseUrl: true,
          provider: true,
          maxConcurrency: true,
          requestsPerMinute: true,
          tokensPerMinute: true,
        },
      },
    },
  });
  const { name: endpointName, baseUrl, provider, ...limits } = endpoint;
  return {
    fileName: `${toFileName(name)}-v${entry.version}.json`,
    document: { ...document, endpoint: { name: endpointName, baseUrl, provider, limits } },
  };
}

function toFileName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "judge" : plain;
}
