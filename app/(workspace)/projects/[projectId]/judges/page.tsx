import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { archiveJudgeAction } from "@/app/(workspace)/projects/[projectId]/judges/[judgeId]/actions";
import { JudgesTabs } from "@/components/judge-figures/judges-tabs";
import { BaselineTable } from "@/components/judges/baseline-table";
import { EndpointTable } from "@/components/judges/endpoint-table";
import { ImportedJudgeTable } from "@/components/judges/imported-judge-table";
import { JudgeTable } from "@/components/judges/judge-table";
import { ArchivedJudges } from "@/components/judges/versions/archived-judges";
import { Icon } from "@/components/ui/icon";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { listBaselines } from "@/lib/judges/baselines";
import { listEndpoints } from "@/lib/judges/endpoints";
import { listImportedJudges } from "@/lib/judges/imported-judges";
import { listArchivedJudges, listJudges } from "@/lib/judges/queries";
import { paths } from "@/lib/paths";
import { changeEndpointAction, runBaselineAction, testEndpointAction } from "./actions";

export const metadata: Metadata = { title: "Judges" };

export default async function JudgesPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "read"));
  const [judges, baselines, endpoints, imported, archived] = await Promise.all([
    listJudges(actor, project.id),
    listBaselines(actor, project.id),
    listEndpoints(actor, project.id),
    listImportedJudges(actor, project.id),
    listArchivedJudges(actor, project.id),
  ]);
  const mayWrite = project.role !== null && project.archivedAt === null;
  const newJudge = (
    <LinkButton variant="primary" href={paths.newJudge(project.slug)}>
      <Icon of={Plus} />
      New judge
    </LinkButton>
  );
  return (
    <>
      <PageHead
        title="Judges"
        actions={
          <>
            {judges.length + imported.length > 0 ? <JudgesTabs project={project.slug} current="versions" /> : null}
            {judges.length === 0 ? null : (
              <>
                <CopyCsv table="judges" />
                {mayWrite ? newJudge : null}
              </>
            )}
          </>
        }
      >
        A judge is a model with a prompt and settings, kept in versions. Each version labels the same comparisons as people do.
      </PageHead>
      {judges.length === 0 ? (
        <EmptyState
          title={imported.length === 0 ? "No judge yet" : "No judge of your own yet"}
          actions={mayWrite ? newJudge : null}
        >
          <p>A judge needs the address of a model: a server of your own, or a provider with a key.</p>
        </EmptyState>
      ) : (
        <>
          <JudgeTable id="judges" project={project.slug} judges={judges} />
          <p className="figure-foot">
            Both orders same: of the comparisons asked in both orders, how often the same response is preferred. Prefers the
            first: of the calls with a preference, how often it is for the response listed first; 50 would be no bias. Coverage:
            how much of the model’s probability the answer tokens held; little means that it rarely answers in the asked form.
            Seconds: mean of a call. How far each agrees with people stands on the leaderboard.
          </p>
        </>
      )}
      {imported.length > 0 ? (
        <Section
          title="Judged elsewhere"
          note="Their labels came with a file, so there is no prompt, no order and no call to look at. They stand on the agreement page like any judge."
        >
          <ImportedJudgeTable project={project.slug} judges={imported} />
        </Section>
      ) : null}
      {archived.length > 0 ? (
        <Section title="Archived" note="Put aside: no runs, no versions. Their labels are counted as before.">
          <ArchivedJudges project={project.slug} judges={archived} action={mayWrite ? archiveJudgeAction : undefined} />
        </Section>
      ) : null}
      <Section
        title="Baselines"
        note="Rules without a model, to compare with. They are baselines on every page and are never counted as AI."
      >
        <BaselineTable project={project.slug} baselines={baselines} action={mayWrite ? runBaselineAction : undefined} />
      </Section>
      {endpoints.length > 0 ? (
        <Section title="Endpoints" note="Where models answer. A key is sent to the address it was given for and to no other.">
          <EndpointTable
            project={project.slug}
            endpoints={endpoints}
            action={mayWrite ? changeEndpointAction : undefined}
            testAction={mayWrite ? testEndpointAction : undefined}
          />
        </Section>
      ) : null}
    </>
  );
}
