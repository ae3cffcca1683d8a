import type { Metadata } from "next";
import Link from "next/link";
import { createJudgeAction } from "@/app/(workspace)/projects/[projectId]/judges/actions";
import { uploadJudgeAction } from "@/app/(workspace)/projects/[projectId]/judges/new/actions";
import { JudgeForm } from "@/components/judges/editor/judge-form";
import { DocumentForm } from "@/components/judges/versions/document-form";
import { ReadyMadeList } from "@/components/judges/versions/ready-made-list";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listConstitutions } from "@/lib/constitutions/queries";
import { orNotFound } from "@/lib/http/or-not-found";
import { listEndpoints } from "@/lib/judges/endpoints";
import { newJudgeTexts } from "@/lib/judges/form-schema";
import { TEMPLATES } from "@/lib/judges/prompt/presets";
import { listReadyMade, readyMadeTexts } from "@/lib/judges/prompt/ready-made";
import { NewJudgeView } from "@/lib/judges/versions/schema";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "New judge" };

interface NewJudgePageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}

export default async function NewJudgePage({ params, searchParams }: NewJudgePageProps) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "research"));
  const { ready } = NewJudgeView.parse(await searchParams);
  const [endpoints, constitutions] = await Promise.all([listEndpoints(actor, project.id), listConstitutions(actor, project.id)]);
  const endpoint = endpoints[0]?.name;
  const texts = ready ? readyMadeTexts(ready, { endpoint, constitution: constitutions[0]?.name }) : null;
  return (
    <>
      <PageHead title="New judge" crumb={<Link href={paths.judges(project.slug)}>Judges</Link>}>
        The prompt can be read on a real comparison before the first call is made.
      </PageHead>
      <ReadyMadeList project={project.slug} judges={listReadyMade()} chosen={texts && ready ? ready : null} />
      <JudgeForm
        key={ready}
        action={createJudgeAction}
        project={project.slug}
        initial={texts ?? newJudgeTexts(endpoint)}
        endpoints={endpoints}
        constitutions={constitutions}
        templates={TEMPLATES}
        nextVersion={null}
      />
      <Section title="From a document" note="The same settings as one JSON file.">
        <DocumentForm action={uploadJudgeAction} project={project.slug} />
      </Section>
    </>
  );
}
