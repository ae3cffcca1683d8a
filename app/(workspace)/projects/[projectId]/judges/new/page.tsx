import type { Metadata } from "next";
import Link from "next/link";
import { createJudgeAction } from "@/app/(workspace)/projects/[projectId]/judges/actions";
import { uploadJudgeAction } from "@/app/(workspace)/projects/[projectId]/judges/new/actions";
import { JudgeForm } from "@/components/judges/editor/judge-form";
import { DocumentForm } from "@/components/judges/versions/document-form";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listConstitutions } from "@/lib/constitutions/queries";
import { orNotFound } from "@/lib/http/or-not-found";
import { listEndpoints } from "@/lib/judges/endpoints";
import { newJudgeTexts } from "@/lib/judges/form-schema";
import { TEMPLATES } from "@/lib/judges/prompt/presets";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "New judge" };

export default async function NewJudgePage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "research"));
  const endpoints = await listEndpoints(actor, project.id);
  return (
    <>
      <PageHead title="New judge" crumb={<Link href={paths.judges(project.slug)}>Judges</Link>}>
        The prompt can be read on a real comparison before the first call is made.
      </PageHead>
      <JudgeForm
        action={createJudgeAction}
        project={project.slug}
        initial={newJudgeTexts(endpoints[0]?.name)}
        endpoints={endpoints}
        constitutions={await listConstitutions(actor, project.id)}
        templates={TEMPLATES}
        nextVersion={null}
      />
      <Section title="From a document" note="The same settings as one JSON file.">
        <DocumentForm action={uploadJudgeAction} project={project.slug} />
      </Section>
    </>
  );
}
