import "server-only";
import { diffWordsWithSpace } from "diff";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { toExcerpt, toMessages } from "@/lib/comparisons/to-messages";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { toErrorTitle } from "@/lib/judges/runs/run-errors";
import { toStepText } from "@/lib/revisions/chain/build-messages";
import { RevisionSpec } from "@/lib/revisions/schema";
import type { ChainRow, ChainView, StepView } from "@/lib/revisions/types";

const MOST_MS = 200;
const KINDS = ["RESPONSE", "CRITIQUE", "REVISION"] as const;

/**
 * A chain of a run by its place, with its steps in their order.
 *
 * @throws AppError `not_found`.
 */
export async function getChain(actor: Actor, project: string, runId: string, place: number): Promise<ChainView> {
  const { id: projectId } = await getProject(actor, project, "read");
  const chain = await db().revisionChain.findFirst({
    where: { run: { id: runId, projectId }, place },
    select: {
      id: true,
      place: true,
      state: true,
      promptId: true,
      responseId: true,
      errorKind: true,
      errorMessage: true,
      run: { select: { spec: true, _count: { select: { chains: true } } } },
      steps: { select: STEP },
    },
  });
  if (!chain) throw notFound("The chain");
  const spec = RevisionSpec.parse(chain.run.spec);
  const isGiven = spec.begin.kind === "responses" && chain.responseId !== null;
  const [prompt, original, principles, reviewers] = await Promise.all([
    db().prompt.findUniqueOrThrow({ where: { id: chain.promptId }, select: { messages: true } }),
    isGiven ? db().response.findUnique({ where: { id: chain.responseId ?? "" }, select: { text: true } }) : null,
    db().principle.findMany({
      where: { id: { in: chain.steps.flatMap(({ principleId }) => principleId ?? []) } },
      select: { id: true, key: true, critiqueRequest: true, revisionRequest: true },
    }),
    db().user.findMany({
      where: { id: { in: chain.steps.flatMap(({ reviewedById }) => reviewedById ?? []) } },
      select: { id: true, name: true },
    }),
  ]);
  const steps = chain.steps
    .map((step) => ({ ...step, text: toStepText(spec.layout, step.rawText) }))
    .sort((a, b) => a.revision - b.revision || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  return {
    id: chain.id,
    place: chain.place,
    chains: chain.run._count.chains,
    state: chain.state,
    error:
      chain.errorKind === null
        ? null
        : { title: toErrorTitle(chain.errorKind), message: chain.errorMessage?.split("\n")[0] ?? "" },
    conversation: toMessages(prompt.messages),
    original: original?.text ?? null,
    steps: steps.map((step, index): StepView => {
      const principle = principles.find(({ id }) => id === step.principleId);
      return {
        id: step.id,
        kind: step.kind,
        revision: step.revision,
        principle: principle
          ? { key: principle.key, request: step.kind === "CRITIQUE" ? principle.critiqueRequest : principle.revisionRequest }
          : null,
        text: step.text,
        editedText: step.editedText,
        isCut: step.finishReason === "length",
        review: step.review,
        reviewer: reviewers.find(({ id }) => id === step.reviewedById)?.name ?? null,
        tokensOut: step.tokensOut,
        changes:
          step.kind === "REVISION"
            ? compare(textBefore(steps.slice(0, index), original?.text ?? "", step.createdAt), step.text)
            : null,
        isBuiltOn: steps.slice(index + 1).some(({ createdAt }) => !isReviewedBy(step, createdAt)),
      };
    }),
  };
}

const STEP = {
  id: true,
  kind: true,
  revision: true,
  principleId: true,
  rawText: true,
  editedText: true,
  finishReason: true,
  review: true,
  reviewedById: true,
  reviewedAt: true,
  createdAt: true,
  tokensOut: true,
} as const;

interface Before {
  kind: string;
  review: string;
  reviewedAt: Date | null;
  editedText: string | null;
  text: string;
}

/** Whether what a person made of a step stood already when a later one was made. */
function isReviewedBy({ reviewedAt }: Pick<Before, "reviewedAt">, at: Date): boolean {
  return reviewedAt !== null && reviewedAt <= at;
}

/** What a revision was made from: the last text before it, as it stood then. */
function textBefore(steps: readonly Before[], original: string, at: Date): string {
  const last = steps.findLast((step) => step.kind !== "CRITIQUE" && !(step.review === "REJECTED" && isReviewedBy(step, at)));
  if (!last) return original;
  return isReviewedBy(last, at) ? (last.editedText ?? last.text) : last.text;
}

function compare(before: string, after: string): StepView["changes"] {
  const parts = diffWordsWithSpace(before, after, { timeout: MOST_MS });
  return parts?.map(({ value, added, removed }) => ({ kind: added ? "added" : removed ? "gone" : "same", text: value })) ?? null;
}

/** The chains of a run in their order, a page at a time. The caller has checked that they may read the run. */
export async function listChains(runId: string, { from, limit }: { from: number; limit: number }): Promise<ChainRow[]> {
  const { rows } = await pool().query<Omit<ChainRow, "excerpt"> & { messages: unknown }>(
    `select c.place, c.state::text, p.messages, s.*
     from "RevisionChain" c join "Prompt" p on p.id = c."promptId"
     cross join lateral (
       select count(*)::int as steps, count(*) filter (where review <> 'WAITING')::int as reviewed,
         count(*) filter (where review = 'REJECTED')::int as rejected, count(*) filter (where review = 'EDITED')::int as edited,
         coalesce((select l.text from "RevisionStep" f join "Response" l on l.id = f."resultResponseId"
             where f."chainId" = c.id and f.kind = 'REVISION' and c.state = 'DONE' order by f.revision desc limit 1)
           = (select o.text from "Response" o where o.id = c."responseId"), false) as "isUnchanged"
       from "RevisionStep" x where x."chainId" = c.id) s
     where c."runId" = $1 and c.place >= $2 order by c.place limit $3`,
    [runId, from, limit],
  );
  return rows.map(({ messages, ...row }) => ({ ...row, excerpt: toExcerpt(toMessages(messages)).excerpt }));
}
