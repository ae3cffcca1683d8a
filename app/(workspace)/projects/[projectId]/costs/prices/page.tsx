import type { Metadata } from "next";
import Link from "next/link";
import { removePriceAction, savePriceAction } from "@/app/(workspace)/projects/[projectId]/costs/actions";
import { PriceForm } from "@/components/costs/price-form";
import { PriceTable } from "@/components/costs/price-table";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { Notice } from "@/components/ui/notice";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { listEndpoints } from "@/lib/judges/endpoints";
import { listPrices, listUnpriced } from "@/lib/money/prices";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "read"));
  const [prices, unpriced, endpoints] = await Promise.all([
    listPrices(actor, project.id),
    listUnpriced(actor, project.id),
    listEndpoints(actor, project.id),
  ]);
  const mayWrite = project.role !== null && project.archivedAt === null;
  return (
    <>
      <PageHead
        title="Prices"
        crumb={<Link href={paths.costs(project.slug)}>Costs</Link>}
        actions={prices.length === 0 ? null : <CopyCsv table="prices" />}
      >
        What models’ tokens cost. A call is counted at the price in force when it ends, a judge version’s own price before this
        table’s, an endpoint’s line before one for every endpoint. What was counted stays.
      </PageHead>
      {unpriced.length > 0 ? (
        <Notice tone="warn" className="mb-4" title="Judges without a price:">
          {unpriced.map(({ model, endpoint }) => `${model} at ${endpoint}`).join(", ")}. Their runs start only with a cap in
          calls, and their cost is unknown.
        </Notice>
      ) : null}
      {prices.length === 0 ? (
        <EmptyState title="No price yet">
          <p>With a price, a run says what it will cost before it starts, and stops at a cap. A model of your own costs 0.</p>
        </EmptyState>
      ) : (
        <PriceTable project={project.slug} prices={prices} remove={mayWrite ? removePriceAction : undefined} />
      )}
      {mayWrite ? (
        <Section title="Add a price" note="A new price does not change the old one: it replaces it from its day on.">
          <PriceForm
            action={savePriceAction}
            project={project.slug}
            endpoints={endpoints}
            model={unpriced[0]?.model ?? ""}
            key={prices.length}
          />
        </Section>
      ) : null}
    </>
  );
}
