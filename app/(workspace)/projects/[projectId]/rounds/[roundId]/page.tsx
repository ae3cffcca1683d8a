import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as z from "zod";
import {
  addRoundMemberAction,
  adoptGuidelinesAction,
  closeRoundAction,
  deleteRoundAction,
  pauseRoundAction,
  removeRoundMemberAction,
  reopenRoundAction,
  resumeRoundAction,
  saveRoundAction,
  saveRoundMemberAction,
} from "@/app/(workspace)/projects/[projectId]/rounds/actions";
import { scaleWords } from "@/components/projects/scale-words";
import { AddMemberForm } from "@/components/rounds/add-member-form";
import { NewerGuidelines } from "@/components/rounds/newer-guidelines";
import { LiveProgress } from "@/components/rounds/progress/live-progress";
import { RoundActions } from "@/components/rounds/round-actions";
import { RoundFacts } from "@/components/rounds/round-facts";
import { RoundForm } from "@/components/rounds/round-form";
import { RoundHead } from "@/components/rounds/round-head";
import { TrainingTable } from "@/components/rounds/training-table";
import { Section } from "@/components/ui/layout/section";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { presetName } from "@/lib/projects/schema";
import { getRoundProgress } from "@/lib/rounds/progress";
import { getRound, type RoundDetails } from "@/lib/rounds/queries";
import { getRoundOptions, withChosen } from "@/lib/rounds/round-options";
import { ChosenQuery } from "@/lib/rounds/schema";
import { listStandings } from "@/lib/training/list-standings";

export const metadata: Metadata = { title: "Round" };

function canAdopt({ state, guidelineVersion, newestGuidelines }: RoundDetails): boolean {
  return (state === "OPEN" || state === "PAUSED") && newestGuidelines !== null && newestGuidelines !== guidelineVersion;
}

export default async function RoundPage({
  params,
  searchParams,
}: {
  params: Promise<{ projectId: string; roundId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const actor = await actorOrSignIn();
  const { projectId, roundId } = await params;
  const { chosen } = ChosenQuery.parse(await searchParams);
  const project = await orNotFound(getProject(actor, projectId, "read"));
  if (!z.uuid().safeParse(roundId).success) notFound();
  const round = await orNotFound(getRound(actor, roundId));
  if (round.projectId !== project.id) notFound();
  const mayWrite = project.role !== null && project.archivedAt === null;
  const [options, progress, standings] = await Promise.all([
    getRoundOptions(actor, project.id),
    getRoundProgress(actor, roundId),
    listStandings(actor, roundId),
  ]);
  const others = options.people.filter((person) => !round.userIds.includes(person.userId));
  const shared = { project: project.slug, roundId };
  const isGoingOn = mayWrite && (round.state === "OPEN" || round.state === "PAUSED");
  return (
    <>
      <RoundHead
        project={project.slug}
        number={round.number}
        name={round.name}
        state={round.state}
        createdByName={round.createdByName}
        createdAt={round.createdAt.toISOString()}
        openedAt={round.openedAt?.toISOString() ?? null}
        closedAt={round.closedAt?.toISOString() ?? null}
        actions={
          mayWrite ? (
            <RoundActions
              {...shared}
              number={round.number}
              state={round.state}
              left={round.assignments - round.done}
              pause={pauseRoundAction}
              resume={resumeRoundAction}
              close={closeRoundAction}
              reopen={reopenRoundAction}
              remove={deleteRoundAction}
            />
          ) : null
        }
      />
      {round.state === "DRAFT" && mayWrite ? (
        <RoundForm action={saveRoundAction} {...shared} initial={withChosen(round.settings, chosen)} {...options} />
      ) : null}
      {mayWrite && canAdopt(round) ? (
        <NewerGuidelines
          {...shared}
          version={round.guidelineVersion}
          newest={round.newestGuidelines}
          adopt={adoptGuidelinesAction}
        />
      ) : null}
      {standings.length > 0 ? (
        <Section title="Who has passed" note="By their latest try. Whoever is below the mark may try again.">
          <TrainingTable members={standings} />
        </Section>
      ) : null}
      {round.state === "DRAFT" ? null : (
        <Section title="Progress" note="What people answer is not shown here while the round is open.">
          <LiveProgress
            {...shared}
            initial={progress}
            remove={isGoingOn ? removeRoundMemberAction : null}
            change={isGoingOn ? saveRoundMemberAction : null}
          />
          {isGoingOn && others.length > 0 ? (
            <AddMemberForm action={addRoundMemberAction} {...shared} people={others} dealing={round.dealing} />
          ) : null}
        </Section>
      )}
      {round.state === "DRAFT" && mayWrite ? null : (
        <Section title="Settings">
          <RoundFacts
            {...round}
            training={options.trainings.find(({ id }) => id === round.trainingRoundId)?.name ?? null}
            scale={`${presetName(round.scale.preset)}, ${scaleWords(round.scale)}`}
          />
        </Section>
      )}
    </>
  );
}
