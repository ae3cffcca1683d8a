import type { Metadata } from "next";
import Link from "next/link";
import { storeAggregationAction } from "@/app/(workspace)/projects/[projectId]/judges/[judgeId]/aggregation/actions";
import { Preview } from "@/components/judges/reaggregation/preview";
import { RuleForm } from "@/components/judges/reaggregation/rule-form";
import { StoredTable } from "@/components/judges/reaggregation/stored-table";
import { SweepTables } from "@/components/judges/reaggregation/sweep-tables";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { listRunTargets } from "@/lib/judges/runs/list-run-targets";
import { paths } from "@/lib/paths";
import { readAggregationView } from "@/lib/reaggregation/read-view";

export const metadata: Metadata = { title: "Other aggregations" };

interface AggregationPageProps {
  params: Promise<{ projectId: string; judgeId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}

export default async function AggregationPage({ params, searchParams }: AggregationPageProps) {
  const actor = await actorOrSignIn();
  const { projectId, judgeId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const view = await orNotFound(readAggregationView(actor, project.id, judgeId, await searchParams));
  const { judge, criterion, choices, texts, errors, preview, sweep, stored } = view;
  const { criteria } = await listRunTargets(actor, project.id);
  const mayWrite = project.role !== null && project.archivedAt === null;
  const here = { version: String(judge.version), criterion: criterion.key };
  return (
    <>
      <PageHead
        title="Other aggregations"
        crumb={<Link href={paths.judge(project.slug, judge.id, judge.version)}>{`${judge.name} v${judge.version}`}</Link>}
      >
        The stored calls of {judge.name} v{judge.version} on “{criterion.key}”, put together in another way. No model is asked,
        and the judge’s own labels stay as they are.
      </PageHead>
      {errors[""] ? <Notice tone="danger">{errors[""]}</Notice> : null}
      <RuleForm
        version={judge.version}
        criterion={criterion.key}
        criteria={criteria}
        choices={choices}
        texts={texts}
        errors={errors}
      />
      {preview ? (
        <Preview
          preview={preview}
          {...(mayWrite
            ? {
                store: {
                  action: storeAggregationAction,
                  hidden: { project: project.slug, judgeId: judge.id, ...here, ...texts },
                },
              }
            : {})}
        />
      ) : null}
      {sweep ? (
        <SweepTables sweep={sweep} />
      ) : (
        <Section
          title="Sweeps"
          note="The version’s own rule with one thing changed: the order of the responses, the number of samples."
        >
          <LinkButton prefetch={false} href={paths.judgeAggregation(project.slug, judge.id, { ...here, sweep: "yes" })}>
            Show the sweeps
          </LinkButton>
        </Section>
      )}
      {stored.length > 0 ? (
        <Section title="Stored" note="Named and reproducible: the same calls give the same labels.">
          <StoredTable project={project.slug} judgeId={judge.id} aggregations={stored} />
        </Section>
      ) : null}
    </>
  );
}
