import type { Metadata } from "next";
import Link from "next/link";
import { DaysForm } from "@/components/hours/days-form";
import { HoursTable, toMinutes } from "@/components/hours/hours-table";
import { WhatCounts } from "@/components/hours/what-counts";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { Notice } from "@/components/ui/notice";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatCount, formatDate } from "@/lib/format";
import { getProjectHours } from "@/lib/hours/queries";
import { HoursQuery } from "@/lib/hours/schema";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { api, paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Active hours" };

interface HoursPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function HoursPage({ params, searchParams }: HoursPageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const { values, problem } = readPageQuery(HoursQuery, await searchParams);
  const report = await orNotFound(getProjectHours(actor, project.id, values));
  const { from, to, rows, people } = report;
  return (
    <>
      <PageHead
        title="Active hours"
        crumb={<Link href={paths.members(project.slug)}>Members</Link>}
        actions={
          <a className="btn" href={api.hours(project.slug, new URLSearchParams({ from, to }))} download>
            Download CSV
          </a>
        }
      >
        {formatDate(from)} to {formatDate(to)}, for pay. Researchers see this; annotators see their own hours alone.
      </PageHead>
      {problem ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem} The page shows the last thirty days.
        </Notice>
      ) : null}
      <DaysForm from={from} to={to} />
      {rows.length === 0 ? (
        <EmptyState title="Nobody labelled on these days">Choose other days above.</EmptyState>
      ) : (
        <>
          <Table caption="By person, over these days" id="hours-people">
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col" className="num">
                  Days
                </th>
                <th scope="col" className="num">
                  Comparisons
                </th>
                <th scope="col" className="num">
                  Active, min
                </th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={person.annotatorId}>
                  <th scope="row">{person.person}</th>
                  <td className="num">{formatCount(person.days)}</td>
                  <td className="num">{formatCount(person.comparisons)}</td>
                  <td className="num">{toMinutes(person.activeMs)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
          <Section title="By day and round">
            <HoursTable id="hours" caption="Time by person, day and round" rows={rows} by="person" />
          </Section>
        </>
      )}
      <WhatCounts />
    </>
  );
}
