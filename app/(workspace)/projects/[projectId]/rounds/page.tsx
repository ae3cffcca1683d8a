import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { toRoundRow } from "@/components/rounds/round-row";
import { RoundTable } from "@/components/rounds/round-table";
import { Icon } from "@/components/ui/icon";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { LinkButton } from "@/components/ui/link-button";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { listRoundCeilings } from "@/lib/overview/round-ceilings";
import { paths } from "@/lib/paths";
import { listRounds } from "@/lib/rounds/queries";

export const metadata: Metadata = { title: "Rounds" };

export default async function RoundsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const rounds = await listRounds(actor, project.id);
  const { criterion, byRound } = await listRoundCeilings(actor, project.id, rounds);
  const newRound =
    project.role !== null && project.archivedAt === null ? (
      <LinkButton href={paths.newRound(project.slug)} variant="primary">
        <Icon of={Plus} />
        New round
      </LinkButton>
    ) : null;
  return (
    <>
      <PageHead
        title="Rounds"
        actions={
          rounds.length > 0 ? (
            <>
              <CopyCsv table="rounds" />
              {newRound}
            </>
          ) : null
        }
      >
        {formatQuantity(rounds.length, "round")}. A round says who labels what, under which questions and guidelines.
      </PageHead>
      {rounds.length === 0 ? (
        <EmptyState title="No round yet" actions={newRound}>
          Choose people and comparisons; each person gets a queue and can label at once. Two people per comparison are enough to
          measure how far people agree.
        </EmptyState>
      ) : (
        <RoundTable
          id="rounds"
          project={project.slug}
          caption={`Rounds with their progress; agreement in preference on ${criterion}, ties left out, 95 % intervals by cluster bootstrap`}
          rounds={rounds.map((round) => toRoundRow(round, byRound.get(round.id)))}
        />
      )}
    </>
  );
}
