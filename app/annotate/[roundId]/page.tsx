import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as z from "zod";
import { GatedWorkspace } from "@/components/annotate/gates/gated-workspace";
import { pageTexts } from "@/components/annotate/texts/page";
import { actorOrSignIn } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { getQueue } from "@/lib/rounds/queue";

/** In the page itself, for the first paint; the browser fetches the rest of its queue at once. */
const FIRST_COMPARISONS = 3;

export const metadata: Metadata = { title: pageTexts.title };

export default async function AnnotatePage({ params }: { params: Promise<{ roundId: string }> }) {
  const roundId = z.uuid().safeParse((await params).roundId);
  if (!roundId.success) notFound();
  const actor = await actorOrSignIn(paths.annotate(roundId.data));
  const queue = await getQueue(actor, roundId.data, { limit: FIRST_COMPARISONS }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return <GatedWorkspace key={roundId.data} queue={queue} userId={actor.userId} />;
}
