import type { Metadata } from "next";
import Link from "next/link";
import { VersionDifference } from "@/components/judges/versions/version-difference";
import { VersionDrift } from "@/components/judges/versions/version-drift";
import { VersionPicker } from "@/components/judges/versions/version-picker";
import { PageHead } from "@/components/ui/layout/page-head";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { compareVersions } from "@/lib/judges/versions/compare-versions";
import { measureDrift } from "@/lib/judges/versions/measure-drift";
import { CompareView } from "@/lib/judges/versions/schema";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Difference between versions" };

interface ComparePageProps {
  params: Promise<{ projectId: string; judgeId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}

export default async function CompareVersionsPage({ params, searchParams }: ComparePageProps) {
  const actor = await actorOrSignIn();
  const { projectId, judgeId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const between = CompareView.parse(await searchParams);
  const difference = await orNotFound(compareVersions(actor, project.id, judgeId, between));
  const { judge, from, to, versions } = difference;
  const drifts = await measureDrift(actor, project.id, judge.id, { from: from.version, to: to.version });
  return (
    <>
      <PageHead
        title={`${judge.name}: v${from.version} and v${to.version}`}
        crumb={<Link href={paths.judge(project.slug, judge.id, to.version)}>{`${judge.name} v${to.version}`}</Link>}
      >
        What is different from v{from.version} (content {from.contentHash.slice(0, 8)}) to v{to.version} (content{" "}
        {to.contentHash.slice(0, 8)}).
      </PageHead>
      <VersionPicker versions={versions} from={from.version} to={to.version} />
      <VersionDifference difference={difference} />
      <VersionDrift drifts={drifts} from={from.version} to={to.version} />
    </>
  );
}
