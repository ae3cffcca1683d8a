import type { Metadata } from "next";
import { restoreComparisonAction, withdrawComparisonAction } from "@/app/(workspace)/projects/[projectId]/dataset/actions";
import { FlagTable } from "@/components/questions/flag-table";
import { QuestionList } from "@/components/questions/question-list";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listFlags } from "@/lib/flags/queries";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { countOpenQuestions, listQuestions } from "@/lib/questions/queries";
import { answerQuestionAction, resolveFlagAction } from "./actions";

export const metadata: Metadata = { title: "Questions and flags" };

export default async function QuestionsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [questions, unanswered, open, resolved] = await Promise.all([
    listQuestions(actor, project.id),
    countOpenQuestions(actor, project.id),
    listFlags(actor, project.id, { resolved: false }),
    listFlags(actor, project.id, { resolved: true, take: 50 }),
  ]);
  const mayWrite = project.role !== null && project.archivedAt === null;
  const actions = mayWrite
    ? { resolve: resolveFlagAction, withdraw: withdrawComparisonAction, restore: restoreComparisonAction }
    : null;
  const rows = questions.map(({ askedAt, answeredAt, seenAt, ...question }) => ({
    ...question,
    askedAt: askedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    seenAt: seenAt?.toISOString() ?? null,
  }));
  const waiting = rows.filter(({ answer }) => answer === null);
  const answered = rows.filter(({ answer }) => answer !== null);
  return (
    <>
      <PageHead title="Questions and flags">
        {formatQuantity(unanswered, "question")} without an answer, {formatQuantity(open.count, "open flag")}.
      </PageHead>
      {rows.length + open.count + resolved.count === 0 ? (
        <EmptyState title="Nobody has asked or flagged anything">
          From any comparison annotators can ask you, and flag it as broken, sensitive or private. It comes here.
        </EmptyState>
      ) : null}
      {waiting.length > 0 ? (
        <Section title="Waiting for an answer">
          <QuestionList project={project.slug} questions={waiting} answer={mayWrite ? answerQuestionAction : null} />
        </Section>
      ) : null}
      {open.count > 0 ? (
        <Section
          title="Open flags"
          note="A flag takes nothing out. Withdraw a comparison that nobody should see or count; its labels are kept."
        >
          <FlagTable project={project.slug} caption="Open flags" flags={open.flags} actions={actions} />
        </Section>
      ) : null}
      {answered.length > 0 ? (
        <Section title="Answered" note="What you write in place of an answer is new to who asked.">
          <QuestionList project={project.slug} questions={answered} answer={mayWrite ? answerQuestionAction : null} />
        </Section>
      ) : null}
      {resolved.count > 0 ? (
        <Section title="Flags dealt with" note={resolved.count > 50 ? "The newest 50." : undefined}>
          <FlagTable project={project.slug} caption="Flags dealt with" flags={resolved.flags} actions={actions} />
        </Section>
      ) : null}
    </>
  );
}
