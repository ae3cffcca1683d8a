import type { Metadata } from "next";
import * as z from "zod";
import { saveGuidelinesAction } from "@/app/(workspace)/projects/[projectId]/guidelines/actions";
import { GuidelinesEditor } from "@/components/guidelines/guidelines-editor";
import { LineChanges } from "@/components/guidelines/line-changes";
import { VersionList } from "@/components/guidelines/version-list";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { SafeHtml } from "@/components/ui/safe-html";
import { Time } from "@/components/ui/time";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listLineChanges } from "@/lib/guidelines/diff-lines";
import { findGuidelinesBefore, getGuidelines, listGuidelines } from "@/lib/guidelines/queries";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Guidelines" };

const Query = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() });

interface GuidelinesPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function GuidelinesPage({ params, searchParams }: GuidelinesPageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const { values, problem } = readPageQuery(Query, await searchParams);
  const versions = await listGuidelines(actor, project.id);
  const shown = await orNotFound(getGuidelines(actor, project.id, values.version));
  const isNewest = shown.version === versions[0]?.version;
  const before = await findGuidelinesBefore(actor, project.id, shown.version);
  const [html, changes] = [await renderMarkdown(shown.markdown), before && listLineChanges(before.markdown, shown.markdown)];
  const mayWrite = project.role !== null && project.archivedAt === null;
  return (
    <>
      <PageHead title="Guidelines">
        What annotators read before they label. Version {shown.version}, saved <Time at={shown.createdAt.toISOString()} />.
      </PageHead>
      {problem ? (
        <Notice tone="warn" title="There is no such version." className="mb-4">
          {problem} The page shows the one in force.
        </Notice>
      ) : null}
      {isNewest ? null : (
        <Notice tone="warn" title={`This is version ${shown.version}, which is no longer in force.`} className="mb-4">
          <LinkButton size="sm" href={paths.guidelines(project.slug)}>
            See version {versions[0]?.version}
          </LinkButton>
        </Notice>
      )}
      <div className="cols [grid-template-columns:minmax(0,1fr)_minmax(0,1fr)]">
        <section aria-labelledby="reading">
          <h2 className="sr-only" id="reading">
            As annotators read it
          </h2>
          <SafeHtml html={html} className="material max-w-[66ch]" />
        </section>
        {isNewest && mayWrite ? (
          <section aria-label="Write the next version">
            <GuidelinesEditor
              key={shown.version}
              action={saveGuidelinesAction}
              project={project.slug}
              markdown={shown.markdown}
            />
          </section>
        ) : null}
      </div>
      <Section title="Versions">
        <VersionList
          project={project.slug}
          shown={shown.version}
          versions={versions.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() }))}
        />
      </Section>
      {before ? (
        <Section title={`Changes from version ${before.version}`} note="Marked lines are new, struck ones are gone.">
          {changes ? <LineChanges changes={changes} /> : <p className="note">The two versions have too little in common.</p>}
        </Section>
      ) : null}
    </>
  );
}
