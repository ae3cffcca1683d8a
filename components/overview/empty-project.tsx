import { FileUp, FlaskConical } from "lucide-react";
import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { paths } from "@/lib/paths";

export interface EmptyProjectProps {
  project: string;
  /** Whether the reader may import. */
  mayWrite: boolean;
}

/** A project without comparisons: what comes first, what comes then, and the three answers that will stand here. */
export function EmptyProject({ project, mayWrite }: EmptyProjectProps) {
  return (
    <>
      <EmptyState
        title="Bring in the comparisons"
        actions={
          mayWrite ? (
            <>
              <LinkButton variant="primary" size="lg" href={paths.importDataset(project)}>
                <Icon of={FileUp} />
                Choose a file
              </LinkButton>
              <LinkButton size="lg" href={paths.importDataset(project)}>
                <Icon of={FlaskConical} />
                Try a sample
              </LinkButton>
            </>
          ) : null
        }
      >
        JSONL or JSON, plain or gzipped. HH-RLHF and PandaLM files and Concord’s own are recognised from their content; you see
        the first comparisons before anything is stored.
      </EmptyState>
      <section className="e-next" aria-labelledby="then">
        <h2 id="then">Then</h2>
        <ol>
          <Step n={1} title="Write one page of guidelines" href={paths.guidelines(project)}>
            A draft for this scale is ready; change what does not fit.
          </Step>
          <Step n={2} title="Invite people and open a round" href={paths.members(project)}>
            They get a link and can label at once. Two people per comparison are enough to measure the ceiling.
          </Step>
          <Step n={3} title="Add a judge" href={paths.judges(project)}>
            Choose a model and a template. You see the exact prompt before anything runs.
          </Step>
          <Step n={4} title="Read the agreement" href={paths.agreement(project)}>
            The first figure appears when 30 comparisons have two labels.
          </Step>
        </ol>
      </section>
      <section className="section" aria-labelledby="answers">
        <h2 className="sr-only" id="answers">
          The three answers
        </h2>
        <div className="answers">
          <None question="How far are we?">no comparisons yet</None>
          <None question="How far do people agree?">needs 30 comparisons with two labels</None>
          <None question="How far does each judge agree with people?">needs the ceiling and one judge</None>
        </div>
      </section>
    </>
  );
}

function Step({ n, title, href, children }: { n: number; title: string; href: string; children: string }) {
  return (
    <li>
      <span className="e-n">{n}</span>
      <div>
        <h3>
          <Link href={href}>{title}</Link>
        </h3>
        <p>{children}</p>
      </div>
    </li>
  );
}

function None({ question, children }: { question: string; children: string }) {
  return (
    <section>
      <h3>{question}</h3>
      <p className="e-none">
        — <span>{children}</span>
      </p>
    </section>
  );
}
