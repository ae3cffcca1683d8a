import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import * as z from "zod";
import { ChainSteps } from "@/components/revisions/chain/chain-steps";
import { PageHead } from "@/components/ui/layout/page-head";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { paths } from "@/lib/paths";
import { getChain } from "@/lib/revisions/review/get-chain";

export const metadata: Metadata = { title: "Chain" };

const Place = z.coerce.number().int().min(1).max(10_000_000);

interface ChainPageProps {
  params: Promise<{ projectId: string; runId: string; place: string }>;
}

export default async function ChainPage({ params }: ChainPageProps) {
  const actor = await actorOrSignIn();
  const { projectId, runId, place: placeText } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const place = Place.safeParse(placeText);
  if (!z.uuid().safeParse(runId).success || !place.success) notFound();
  const chain = await orNotFound(getChain(actor, project.id, runId, place.data));
  const mayReview = project.role !== null && project.archivedAt === null;
  const to = (next: number) => paths.revisionChain(project.slug, runId, next);
  return (
    <>
      <PageHead
        title={
          <>
            Chain {chain.place} <span className="quiet font-normal">of {chain.chains}</span>
          </>
        }
        crumb={<Link href={paths.revisionRun(project.slug, runId)}>Run of revisions</Link>}
        actions={
          <>
            {chain.place > 1 ? <LinkButton href={to(chain.place - 1)}>Previous</LinkButton> : null}
            {chain.place < chain.chains ? <LinkButton href={to(chain.place + 1)}>Next</LinkButton> : null}
          </>
        }
      >
        {mayReview
          ? "A step takes the focus with Tab or a click: A accepts it, E edits it, X rejects it, ↑ and ↓ go to the next one."
          : "Its steps in their order."}
      </PageHead>
      {chain.error ? (
        <Notice tone="warn" title={`${chain.error.title}.`} className="mb-4">
          {chain.error.message}
        </Notice>
      ) : null}
      <section aria-label="Prompt" className="rev-prompt">
        {chain.conversation.map(({ role, content }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a prompt never changes
          <div key={index}>
            <h2>{SPEAKERS[role] ?? role}</h2>
            <p className="rev-text">{content}</p>
          </div>
        ))}
        {chain.original === null ? null : (
          <div>
            <h2>Response that it began with</h2>
            <p className="rev-text">{chain.original}</p>
          </div>
        )}
      </section>
      <ChainSteps key={chain.id} runId={runId} steps={chain.steps} mayReview={mayReview} />
    </>
  );
}

const SPEAKERS: Readonly<Record<string, string>> = { system: "System", user: "Human", assistant: "Assistant", tool: "Tool" };
