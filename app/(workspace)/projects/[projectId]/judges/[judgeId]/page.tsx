import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { archiveJudgeAction, cloneJudgeAction } from "@/app/(workspace)/projects/[projectId]/judges/[judgeId]/actions";
import { startRunAction } from "@/app/(workspace)/projects/[projectId]/judges/actions";
import { ComparisonVerdicts } from "@/components/judges/comparison-verdicts";
import { JudgePrinciples } from "@/components/judges/judge-principles";
import { JudgeSettings } from "@/components/judges/judge-settings";
import { JudgeTable } from "@/components/judges/judge-table";
import { JudgeWarnings } from "@/components/judges/judge-warnings";
import { PromptPreview } from "@/components/judges/prompt-preview";
import { OpenRunNotice } from "@/components/judges/runs/open-run-notice";
import { RunSection } from "@/components/judges/runs/run-section";
import { RunTable } from "@/components/judges/runs/run-table";
import { VersionLinks } from "@/components/judges/version-links";
import { RestoreForm } from "@/components/judges/versions/archived-judges";
import { VersionTools } from "@/components/judges/versions/version-tools";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Shape } from "@/components/ui/shape";
import { Time } from "@/components/ui/time";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import type { Actor } from "@/lib/auth/types";
import { orNotFound } from "@/lib/http/or-not-found";
import { countPositions } from "@/lib/judges/calls/count-positions";
import { getVerdicts } from "@/lib/judges/calls/get-verdicts";
import { previewPrompt } from "@/lib/judges/preview-prompt";
import { getJudge, type JudgeDetail } from "@/lib/judges/queries";
import { listRunTargets } from "@/lib/judges/runs/list-run-targets";
import { listRuns } from "@/lib/judges/runs/list-runs";
import { proposeSeed } from "@/lib/judges/runs/propose-seed";
import { JudgeView } from "@/lib/judges/schema";
import { findConstitution } from "@/lib/judges/spec/find-constitution";
import { findVersionPrice } from "@/lib/money/prices";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Judge" };

interface JudgePageProps {
  params: Promise<{ projectId: string; judgeId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}

export default async function JudgePage({ params, searchParams }: JudgePageProps) {
  const actor = await actorOrSignIn();
  const { projectId, judgeId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const view = JudgeView.parse(await searchParams);
  const judge = await orNotFound(getJudge(actor, project.id, judgeId, view.version));
  const [runs, targets, price, constitution, position] = await Promise.all([
    listRuns(actor, project.id, judge.id),
    listRunTargets(actor, project.id),
    findVersionPrice(actor, project.id, judge.entry.versionId),
    findConstitution(actor, project.id, judge.entry.versionId),
    countPositions(actor, project.id, judge.entry.versionId),
  ]);
  const criterion = targets.criteria[0];
  const { preview, verdicts } = await readExample(actor, project.id, judge, criterion?.id, view);
  const { entry } = judge;
  const mayWrite = project.role !== null && project.archivedAt === null;
  const mayChange = mayWrite && judge.archivedAt === null;
  return (
    <>
      <PageHead
        title={
          <>
            <Shape kind="AI" />
            <span className="ml-2">{judge.name}</span> <span className="quiet font-normal">v{entry.version}</span>
          </>
        }
        crumb={<Link href={paths.judges(project.slug)}>Judges</Link>}
        actions={
          <>
            <VersionLinks project={project.slug} judgeId={judge.id} versions={judge.versions} current={entry.version} />
            {entry.labels > 0 ? (
              <LinkButton href={paths.judgeFigures(project.slug, judge.id, { version: String(entry.version) })}>
                Figures
              </LinkButton>
            ) : null}
            {mayChange ? (
              <LinkButton href={paths.editJudge(project.slug, judge.id, entry.version)}>
                <Icon of={Pencil} />
                Edit as v{Math.max(...judge.versions) + 1}
              </LinkButton>
            ) : null}
          </>
        }
      >
        Made {judge.createdByName ? `by ${judge.createdByName} ` : ""}on <Time at={judge.createdAt.toISOString()} />. A version
        never changes; an edit makes the next one. Content <span title={judge.contentHash}>{judge.contentHash.slice(0, 8)}</span>.
        {judge.clonedFrom ? (
          <>
            {" "}
            Cloned from{" "}
            <Link href={paths.judge(project.slug, judge.clonedFrom.judgeId, judge.clonedFrom.version)}>
              {judge.clonedFrom.name} v{judge.clonedFrom.version}
            </Link>
            .
          </>
        ) : null}
      </PageHead>
      {judge.archivedAt ? (
        <Notice className="mb-4" tone="warn" title="This judge is archived.">
          Lists leave it out, and it takes neither runs nor versions.
          {mayWrite ? <RestoreForm project={project.slug} judgeId={judge.id} action={archiveJudgeAction} /> : null}
        </Notice>
      ) : null}
      {entry.openRun ? <OpenRunNotice project={project.slug} run={entry.openRun} /> : null}
      {entry.runs > 0 ? <JudgeTable id="judge" project={project.slug} judges={[entry]} /> : null}
      <JudgeWarnings entry={entry} position={position} />
      <div className="cols j-cols mt-6">
        <section>
          <JudgeSettings
            settings={judge.settings}
            changes={judge.changes}
            before={entry.version > 1 ? entry.version - 1 : null}
          />
          {constitution ? <JudgePrinciples project={project.slug} constitution={constitution} /> : null}
        </section>
        {preview ? (
          <div className="min-w-0">
            <PromptPreview
              project={project.slug}
              preview={preview}
              linkTo={paths.judgePrompt(project.slug, judge.id, entry.version)}
            />
            {verdicts ? <ComparisonVerdicts verdicts={verdicts} name={preview.comparison.name} /> : null}
          </div>
        ) : (
          <p className="note">The exact prompt is shown here once there is a comparison.</p>
        )}
      </div>
      {mayChange && criterion && !entry.openRun ? (
        <RunSection
          action={startRunAction}
          project={project.slug}
          judgeVersionId={entry.versionId}
          targets={targets}
          concurrency={judge.spec.limits.concurrency}
          hasPrice={price !== null}
          seed={proposeSeed()}
        />
      ) : null}
      {runs.length > 0 ? (
        <Section title="Runs">
          <RunTable project={project.slug} runs={runs} />
        </Section>
      ) : null}
      <Section title="This version as a whole">
        <VersionTools
          project={project.slug}
          judge={{ id: judge.id, name: judge.name, version: entry.version, versions: judge.versions.length }}
          {...(mayChange ? { actions: { clone: cloneJudgeAction, archive: archiveJudgeAction } } : {})}
        />
      </Section>
    </>
  );
}

/** The exact prompt of a call and what was said in it; neither without a criterion or a comparison. */
async function readExample(
  actor: Actor,
  projectId: string,
  judge: JudgeDetail,
  criterionId: string | undefined,
  view: JudgeView,
) {
  if (!criterionId) return { preview: null, verdicts: null };
  const judgeVersionId = judge.entry.versionId;
  const preview = await orNotFound(
    previewPrompt(actor, projectId, {
      judgeVersionId,
      spec: judge.spec,
      criterionId,
      order: view.order,
      ...(view.comparison ? { comparisonId: view.comparison } : {}),
      ...(view.principle ? { principleId: view.principle } : {}),
    }),
  );
  if (!preview) return { preview: null, verdicts: null };
  const verdicts = await getVerdicts(actor, projectId, { judgeVersionId, criterionId, comparisonId: preview.comparison.id });
  return { preview, verdicts };
}
