import type { Metadata } from "next";
import Link from "next/link";
import { WorkspaceShell } from "@/app/(workspace)/workspace-shell";
import { DaysForm } from "@/components/hours/days-form";
import { HoursTable } from "@/components/hours/hours-table";
import { WhatCounts } from "@/components/hours/what-counts";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Notice } from "@/components/ui/notice";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatDate } from "@/lib/format";
import { getOwnHours } from "@/lib/hours/queries";
import { HoursQuery } from "@/lib/hours/schema";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Your hours" };

export default async function OwnHoursPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const actor = await actorOrSignIn(paths.ownHours());
  const { values, problem } = readPageQuery(HoursQuery, await searchParams);
  const { from, to, rows } = await getOwnHours(actor, values);
  return (
    <WorkspaceShell actor={actor}>
      <PageHead title="Your hours" crumb={<Link href={paths.account()}>Account</Link>} actions={<CopyCsv table="hours" />}>
        {formatDate(from)} to {formatDate(to)}, as the researchers of your projects see them.
      </PageHead>
      {problem ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem} The page shows the last thirty days.
        </Notice>
      ) : null}
      <DaysForm from={from} to={to} />
      {rows.length === 0 ? (
        <EmptyState title="No answer of yours on these days">Choose other days above.</EmptyState>
      ) : (
        <HoursTable id="hours" caption="Your time by day and round" rows={rows} by="project" />
      )}
      <WhatCounts />
    </WorkspaceShell>
  );
}
