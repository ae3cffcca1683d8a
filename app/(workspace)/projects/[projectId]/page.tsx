import { Download, Plus, UserPlus } from "lucide-react";
import Link from "next/link";
import { ActivityList } from "@/components/overview/activity-list";
import { Answers } from "@/components/overview/answers";
import { EmptyProject } from "@/components/overview/empty-project";
import { NextStep } from "@/components/overview/next-step";
import { PeopleOfRound } from "@/components/overview/people-of-round";
import { scaleWords } from "@/components/projects/scale-words";
import { toRoundRow } from "@/components/rounds/round-row";
import { RoundTable } from "@/components/rounds/round-table";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { getOverview } from "@/lib/overview/get-overview";
import { paths } from "@/lib/paths";
import { getScale } from "@/lib/projects/queries";
import { presetName } from "@/lib/projects/schema";

export default async function OverviewPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [overview, scale] = await Promise.all([getOverview(actor, project.id), getScale(actor, project.id)]);
  const mayWrite = project.role !== null && project.archivedAt === null;
  const facts = [
    overview.comparisons > 0 ? formatQuantity(overview.comparisons, "comparison") : null,
    `${presetName(scale.preset)}, ${scaleWords(scale)}`,
    `${overview.criteria.length === 1 ? "criterion" : "criteria"} ${overview.criteria.join(", ")}`,
    overview.comparisons > 0 ? `numbers here: ${overview.report.criterion}` : null,
  ];
  if (overview.comparisons === 0 && overview.rounds.length === 0) {
    return (
      <>
        <PageHead title={project.name}>{facts.filter(Boolean).join(" · ")}</PageHead>
        <EmptyProject project={project.slug} mayWrite={mayWrite} />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={project.name}
        actions={
          <>
            {mayWrite ? (
              <LinkButton href={paths.members(project.slug)}>
                <Icon of={UserPlus} />
                Invite people
              </LinkButton>
            ) : null}
            <LinkButton href={paths.export(project.slug)}>
              <Icon of={Download} />
              Export
            </LinkButton>
          </>
        }
      >
        {facts.filter(Boolean).join(" · ")}
      </PageHead>
      {mayWrite ? <NextStep project={project.slug} step={overview.next} /> : null}
      <Answers project={project.slug} overview={overview} />
      {overview.rounds.length > 0 ? (
        <Section
          title="Rounds"
          actions={
            mayWrite ? (
              <LinkButton size="sm" href={paths.newRound(project.slug)}>
                <Icon of={Plus} />
                New round
              </LinkButton>
            ) : null
          }
        >
          <RoundTable
            id="rounds"
            project={project.slug}
            caption={`Rounds of this project with their progress and agreement on ${overview.report.criterion}`}
            rounds={overview.rounds.map((round) => toRoundRow(round, overview.ceilings.get(round.id)))}
          />
        </Section>
      ) : null}
      <div className="cols [grid-template-columns:1.25fr_1fr]">
        <Section
          title="Recent activity"
          actions={
            <Link className="data-link" href={paths.audit(project.slug)}>
              Audit trail
            </Link>
          }
        >
          <ActivityList project={project.slug} activities={overview.activity} />
        </Section>
        {overview.openRound ? (
          <Section
            title={`People in round ${overview.openRound.number}`}
            actions={
              <Link className="data-link" href={paths.members(project.slug)}>
                Members
              </Link>
            }
          >
            <PeopleOfRound number={overview.openRound.number} progress={overview.openRound.progress} />
          </Section>
        ) : null}
      </div>
    </>
  );
}
