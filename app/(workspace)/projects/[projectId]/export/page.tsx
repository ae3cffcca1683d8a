import type { Metadata } from "next";
import { ExportList } from "@/components/export/export-list";
import { ExportOptions } from "@/components/export/export-options";
import { MakeExport } from "@/components/export/make-export";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { Notice } from "@/components/ui/notice";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listExports } from "@/lib/datasets/export/queries";
import { readExportPage } from "@/lib/datasets/export/read-export-page";
import { formatCount } from "@/lib/format";
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
        <section aria-labelledby="preview">
          <h2 id="preview">The first rows</h2>
          {page.problem ? <Notice tone="danger">{page.problem}</Notice> : null}
          {page.lines.length === 0 && !page.problem ? (
            <p className="note">No row yet: nothing that is chosen here has been labelled.</p>
          ) : null}
          {page.lines.length > 0 ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            <pre className="export-preview" tabIndex={0}>
              <code>{page.lines.join("\n\n")}</code>
            </pre>
          ) : null}
          {page.dropped.length > 0 ? (
            <p className="note">
              Left out on the way to these rows:{" "}
              {page.dropped.map(({ reason, count }) => `${formatCount(count)} ${reason}`).join("; ")}.
            </p>
          ) : null}
          <div className="actions">{page.problem ? null : <MakeExport project={project.slug} input={page.input} />}</div>
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
