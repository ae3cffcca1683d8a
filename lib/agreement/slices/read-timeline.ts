import "server-only";
import type { ReportedTimeline } from "@/lib/agreement/types";
import { db } from "@/lib/db/client";

/** When guidelines and judges changed, and under which guidelines each round stood: what may explain that agreement moved. */
export async function readTimeline(projectId: string): Promise<ReportedTimeline> {
  const [guidelines, rounds, judges] = await Promise.all([
    db().guidelineVersion.findMany({
      where: { projectId },
      select: { id: true, version: true, createdAt: true },
      orderBy: { version: "asc" },
    }),
    db().round.findMany({
      where: { projectId, guidelineVersionId: { not: null } },
      select: { number: true, guidelineVersionId: true },
      orderBy: { number: "asc" },
    }),
    db().annotator.findMany({
      where: { projectId, judgeVersion: { isNot: null } },
      select: { name: true, judgeVersion: { select: { createdAt: true } } },
      orderBy: { createdAt: "asc" },
    }),
  ]);
  const versionOf = new Map(guidelines.map(({ id, version }) => [id, version]));
  return {
    changes: [
      ...guidelines.slice(1).map(({ version, createdAt }) => ({
        at: createdAt.toISOString(),
        what: "guidelines" as const,
        name: `v${version}`,
      })),
      ...judges.flatMap(({ name, judgeVersion }) =>
        judgeVersion ? [{ at: judgeVersion.createdAt.toISOString(), what: "judge" as const, name }] : [],
      ),
    ].sort((a, b) => (a.at < b.at ? -1 : 1)),
    guidelinesOfRounds: rounds.flatMap(({ number, guidelineVersionId }) => {
      const version = versionOf.get(guidelineVersionId ?? "");
      return version === undefined ? [] : [{ round: number, version }];
    }),
  };
}
