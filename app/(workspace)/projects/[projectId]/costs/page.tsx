import type { Metadata } from "next";
import Link from "next/link";
import { saveMoneyAction } from "@/app/(workspace)/projects/[projectId]/costs/actions";
import { CostTable } from "@/components/costs/cost-table";
import { CriterionLinks } from "@/components/costs/criterion-links";
import { MoneyFacts } from "@/components/costs/money-facts";
import { MoneyForm } from "@/components/costs/money-form";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatMicroDollars, formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { getCostReport } from "@/lib/money/cost-report";
import { CostsView } from "@/lib/money/schema";
import { getMoneySettings } from "@/lib/money/settings";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Costs" };

interface CostsPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}

export default async function CostsPage({ params, searchParams }: CostsPageProps) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "read"));
  const { criterion } = CostsView.parse(await searchParams);
  const [report, settings] = await Promise.all([
    orNotFound(getCostReport(actor, project.id, criterion)),
    getMoneySettings(actor, project.id),
  ]);
  const mayWrite = project.role !== null && project.archivedAt === null;
  const isEmpty = report.judges.length === 0 && report.people === null;
  return (
    <>
      <PageHead
        title="Costs"
        actions={
          <>
            {isEmpty ? null : <CopyCsv table="costs" />}
            <LinkButton href={paths.prices(project.slug)}>Prices</LinkButton>
          </>
        }
      >
        What a label costs by a judge and by a person, beside how far each agrees with people. A judge’s cost is every call of its
        runs, failed and repeated ones too; a person’s is the active time at the hourly rate.
      </PageHead>
      <CriterionLinks project={project.slug} criteria={report.criteria} current={report.criterion} />
      {isEmpty ? (
        <EmptyState title="Nothing has been labelled on this criterion yet">
          <p>Costs stand here with the first labels of a judge, or of people who label here.</p>
        </EmptyState>
      ) : (
        <>
          <CostTable project={project.slug} report={report} />
          <p className="figure-foot">
            An agreed label: the cost of a label over the agreement with people. A judge agrees with each person, people among
            themselves, each on the comparisons that both labelled. Other answers are unreadable or unsettled verdicts, skips and
            doubts: they cost as much and are no label.
            {report.untimed > 0
              ? ` ${formatQuantity(report.untimed, "label")} of people carry no time, having come with a file, and are left out.`
              : ""}
            {report.chainsMicroDollars > 0
              ? ` Revision chains have cost ${formatMicroDollars(report.chainsMicroDollars)} beside this.`
              : ""}
          </p>
        </>
      )}
      <Section title="Caps and rate" note="Judges and revision chains pause before a cap is passed.">
        {mayWrite ? (
          <MoneyForm action={saveMoneyAction} project={project.slug} settings={settings} />
        ) : (
          <MoneyFacts settings={settings} />
        )}
        <p className="note mt-2">
          <Link href={paths.settings(project.slug)}>They stand in the settings, too.</Link>
        </p>
      </Section>
    </>
  );
}
