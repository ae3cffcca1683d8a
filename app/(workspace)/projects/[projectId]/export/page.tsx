import type { Metadata } from "next";
import { ExportList } from "@/components/export/export-list";
import { ExportOptions } from "@/components/export/export-options";
import { ExportOutcome } from "@/components/export/export-outcome";
import { MakeExport } from "@/components/export/make-export";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { Notice } from "@/components/ui/notice";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listExports } from "@/lib/datasets/export/queries";
import { readExportPage } from "@/lib/datasets/export/read-export-page";
import { orNotFound } from "@/lib/http/or-not-found";

export const metadata: Metadata = { title: "Export" };

type Query = Record<string, string | string[] | undefined>;

export default async function ExportPage({
  params,
  searchParams,
}: {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Query>;
}) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "read"));
  const page = await readExportPage(actor, project, await searchParams);
  const exports = await listExports(actor, project.id);
  return (
    <>
      <PageHead title="Export">
        A file that trainers load as it is, and beside it a manifest: what was counted, what was left out and why.
      </PageHead>
      <div className="cols export-cols">
        <ExportOptions {...page.shown} criteria={page.criteria} judges={page.judges} />
        <section aria-label="What comes out">
          {page.problem ? <Notice tone="danger">{page.problem}</Notice> : null}
          {page.preview ? (
            <ExportOutcome preview={page.preview}>
              <MakeExport project={project.slug} input={page.input} />
            </ExportOutcome>
          ) : null}
        </section>
      </div>
      {exports.length > 0 ? (
        <Section title="Made before">
          <ExportList project={project.slug} exports={exports} />
        </Section>
      ) : null}
    </>
  );
}
