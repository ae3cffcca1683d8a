import type { Metadata } from "next";
import Link from "next/link";
import { saveRoundAction } from "@/app/(workspace)/projects/[projectId]/rounds/actions";
import { RoundForm } from "@/components/rounds/round-form";
import { PageHead } from "@/components/ui/layout/page-head";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { paths } from "@/lib/paths";
import { getRoundOptions, suggestRound, withChosen } from "@/lib/rounds/round-options";
import { ChosenQuery } from "@/lib/rounds/schema";

export const metadata: Metadata = { title: "New round" };

export default async function NewRoundPage({
  params,
  searchParams,
}: {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "research"));
  const { chosen } = ChosenQuery.parse(await searchParams);
  const options = await getRoundOptions(actor, project.id);
  return (
    <>
      <PageHead title="New round" crumb={<Link href={paths.rounds(project.slug)}>Rounds</Link>}>
        Once it is open, its scale and comparisons never change; members can join and leave.
      </PageHead>
      <RoundForm
        action={saveRoundAction}
        project={project.slug}
        roundId=""
        initial={withChosen(suggestRound(options), chosen)}
        {...options}
      />
    </>
  );
}
