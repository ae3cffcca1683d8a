import type { Metadata } from "next";
import { ExportForm } from "@/components/export/export-form";
import { ExportList } from "@/components/export/export-list";
import { ExportSummary } from "@/components/export/export-summary";
import { LeftOut } from "@/components/export/left-out";
import { MakeExport } from "@/components/export/make-export";
import { ManifestHead } from "@/components/export/manifest-head";
import { TenRows } from "@/components/export/ten-rows";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { Notice } from "@/components/ui/notice";
import { findProject, getProject } from "@/lib/auth/access";
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
  const mayRelease = (await findProject(actor, project.id, "research")) !== null;
  const { preview, problem, input, from } = page;
  return (
    <>
      <PageHead title="Export">A dataset that trains as it is, with a manifest that says where every row comes from.</PageHead>
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      <div className="cols export-cols">
        <ExportForm {...page} leaks={preview?.leaks ?? null} />
        {preview ? (
          <ExportSummary preview={preview}>
            <MakeExport project={project.slug} input={input} mayRelease={mayRelease} />
          </ExportSummary>
        ) : null}
      </div>
      {preview ? (
        <>
          <TenRows preview={preview} from={from} />
          <div className="cols halves">
            <LeftOut preview={preview} />
            <ManifestHead project={project.slug} input={input} />
          </div>
        </>
      ) : null}
      {exports.length > 0 ? (
        <Section title="Made before">
          <ExportList project={project.slug} exports={exports} />
        </Section>
      ) : null}
    </>
  );
}
