import Link from "next/link";
import { toComparisonTitle } from "@/components/comparisons/comparison-title";
import { Shape } from "@/components/ui/shape";
import { Time } from "@/components/ui/time";
import type { FormAction } from "@/lib/http/types";
import { paths } from "@/lib/paths";
import { AnswerForm } from "./answer-form";

export interface QuestionRow {
  id: string;
  comparisonId: string;
  externalId: string | null;
  annotator: string;
  text: string;
  askedAt: string;
  answer: string | null;
  answeredAt: string | null;
  seenAt: string | null;
}

export interface QuestionListProps {
  project: string;
  questions: readonly QuestionRow[];
  /** Null for who only reads. */
  answer: FormAction | null;
}

/** What annotators ask about comparisons, each with its answer or the way to give it. */
export function QuestionList({ project, questions, answer }: QuestionListProps) {
  return (
    <ul className="q-list">
      {questions.map((question) => (
        <li key={question.id}>
          <p className="text-sm text-ink-2">
            <Shape kind="HUMAN" /> {question.annotator}, <Time at={question.askedAt} />, about{" "}
            <Link prefetch={false} href={paths.comparison(project, question.comparisonId)}>
              {toComparisonTitle({ id: question.comparisonId, externalId: question.externalId }).toLowerCase()}
            </Link>
          </p>
          <p className="material material-sm whitespace-pre-line">{question.text}</p>
          {question.answer === null ? null : (
            <p className="note whitespace-pre-line">
              <strong>Answered</strong> {question.answeredAt ? <Time at={question.answeredAt} /> : null}
              {question.seenAt ? ", read" : ", not read yet"}: {question.answer}
            </p>
          )}
          {answer ? <AnswerForm action={answer} project={project} id={question.id} answer={question.answer} /> : null}
        </li>
      ))}
    </ul>
  );
}
