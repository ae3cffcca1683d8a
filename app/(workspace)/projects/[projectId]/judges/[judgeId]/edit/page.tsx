import type { Metadata } from "next";
import Link from "next/link";
import { saveJudgeVersionAction } from "@/app/(workspace)/projects/[projectId]/judges/actions";
import { uploadJudgeAction } from "@/app/(workspace)/projects/[projectId]/judges/new/actions";
import { JudgeForm } from "@/components/judges/editor/judge-form";
import { DocumentForm } from "@/components/judges/versions/document-form";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { Notice } from "@/components/ui/notice";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listConstitutions } from "@/lib/constitutions/queries";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { listEndpoints } from "@/lib/judges/endpoints";
import { addExampleTexts } from "@/lib/judges/form-examples";
import { toFormTexts } from "@/lib/judges/form-schema";
import { TEMPLATES } from "@/lib/judges/prompt/presets";
import { getJudge } from "@/lib/judges/queries";
import { JudgeView } from "@/lib/judges/schema";
import { findExample } from "@/lib/judges/spec/find-example";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Edit judge" };

interface EditJudgePageProps {
  params: Promise<{ projectId: string; judgeId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}

export default async function EditJudgePage({ params, searchParams }: EditJudgePageProps) {
  const actor = await actorOrSignIn();
  const { projectId, judgeId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "research"));
  const { version, chosen } = JudgeView.parse(await searchParams);
  const judge = await orNotFound(getJudge(actor, project.id, judgeId, version));
  const examples = await Promise.all(chosen.map((id) => orNotFound(findExample(actor, project.id, id))));
  const silent = examples.filter(({ preference }) => preference === null).length;
  const nextVersion = Math.max(...judge.versions) + 1;
  return (
    <>
      <PageHead
        title={`${judge.name} v${nextVersion}`}
        crumb={
          <Link href={paths.judge(project.slug, judge.id, judge.entry.version)}>{`${judge.name} v${judge.entry.version}`}</Link>
        }
      >
        Made from v{judge.entry.version}, which stays as it is, with its labels.
      </PageHead>
      {examples.length > 0 ? (
        <Notice title={`${formatQuantity(examples.length - silent, "comparison")} taken as examples`} className="mb-4">
          Look at them under Examples. What a judge has as an example it does not judge, and its agreement is not counted on it.
          {silent > 0 ? ` Left out: ${formatQuantity(silent, "comparison")} on which people are even or say nothing.` : ""}
        </Notice>
      ) : null}
      <JudgeForm
        action={saveJudgeVersionAction}
        project={project.slug}
        initial={addExampleTexts(toFormTexts(judge.document), examples)}
        endpoints={await listEndpoints(actor, project.id)}
        constitutions={await listConstitutions(actor, project.id)}
        templates={TEMPLATES}
        nextVersion={nextVersion}
      />
      <Section
        title="From a document"
        note={`Download the document of v${judge.entry.version}, change it, and give it back here.`}
      >
        <DocumentForm action={uploadJudgeAction} project={project.slug} />
      </Section>
    </>
  );
}
