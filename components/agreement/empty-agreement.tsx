import { EmptyState } from "@/components/ui/layout/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { AgreementReport } from "@/lib/agreement/types";
import { formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";

/** Why there is nothing to count, and the way to something. */
export function NothingCounts({ project, report }: { project: string; report: AgreementReport }) {
  if (report.round !== null) {
    return (
      <EmptyState
        title={`No labels in round ${report.round}`}
        actions={<LinkButton href={`${paths.agreement(project)}?criterion=${report.criterion}`}>Count all rounds</LinkButton>}
      >
        <p>Nobody has labelled on “{report.criterion}” in this round, or every answer there is without a preference.</p>
      </EmptyState>
    );
  }
  if (report.annotators.length > 0) return <NoPreferences project={project} report={report} />;
  return <NoLabels project={project} criterion={report.criterion} />;
}

/** There are labels, and none has a preference that counts: ties under a rule that leaves them out, skips, both bad. */
function NoPreferences({ project, report }: { project: string; report: AgreementReport }) {
  const isTied = report.baseRate.tieShare.estimate === 1;
  return (
    <EmptyState
      title={isTied ? "Every label is a tie" : "No label has a preference"}
      actions={
        isTied ? (
          <LinkButton variant="primary" href={`${paths.agreement(project)}?criterion=${report.criterion}&ties=category`}>
            Count ties as an answer
          </LinkButton>
        ) : (
          <LinkButton variant="primary" href={paths.rounds(project)}>
            See the rounds
          </LinkButton>
        )
      }
    >
      <p>
        {isTied
          ? "Ties are left out here, so nothing is left to count. Counted as an answer of their own, everybody agrees, and no coefficient beyond chance can be estimated."
          : "People skipped, were unsure or found both bad. Such answers are kept, and agreement counts preferences alone."}
      </p>
    </EmptyState>
  );
}

/** Before the first label: how to get some. */
function NoLabels({ project, criterion }: { project: string; criterion: string }) {
  return (
    <EmptyState
      title="No labels yet"
      actions={
        <>
          <LinkButton variant="primary" href={paths.newRound(project)}>
            Start a round
          </LinkButton>
          <LinkButton href={paths.importDataset(project)}>Import labels</LinkButton>
          <LinkButton href={paths.newJudge(project)}>Create a judge</LinkButton>
        </>
      }
    >
      <p>
        Agreement is measured between people who labelled the same comparisons on “{criterion}”. Two people on 30 comparisons are
        enough for a first figure.
      </p>
    </EmptyState>
  );
}

/** What is missing for a ceiling or a judge, and the way to get it; null where nothing is. */
export function WhatIsMissing({ project, report }: { project: string; report: AgreementReport }) {
  const people = report.annotators.filter((annotator) => annotator.kind === "HUMAN");
  const judges = report.annotators.filter((annotator) => annotator.kind === "AI");
  const doubly = report.groups.find((group) => group.between[1] === "HUMAN")?.comparisons ?? 0;
  if (people.length < 2) {
    return (
      <Missing
        title={people.length === 0 ? "No person has labelled." : "One person has labelled."}
        href={paths.newRound(project)}
        action="Start a round with an overlap of 2"
      >
        The ceiling, how far people agree with each other, needs a second person on the same comparisons.
      </Missing>
    );
  }
  if (doubly === 0) {
    return (
      <Missing
        title="No comparison has two people’s labels."
        href={paths.newRound(project)}
        action="Start a round with an overlap of 2"
      >
        {formatQuantity(people.length, "person", "people")} labelled, each their own comparisons.
      </Missing>
    );
  }
  if (judges.length > 0) return null;
  return (
    <Missing title="No judge has labelled." href={paths.newJudge(project)} action="Create a judge">
      The figures below are of people alone.
    </Missing>
  );
}

interface MissingProps {
  title: string;
  href: string;
  action: string;
  children: React.ReactNode;
}

function Missing({ title, href, action, children }: MissingProps) {
  return (
    <Notice title={title} className="mt-4">
      {children}{" "}
      <LinkButton size="sm" href={href} className="ml-2">
        {action}
      </LinkButton>
    </Notice>
  );
}
