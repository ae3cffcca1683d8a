import "server-only";
import { db } from "@/lib/db/client";
import { DEMO_JUDGES } from "@/prisma/scenarios/demo/demo-judges";
import type { DemoAssignment } from "@/prisma/scenarios/demo/demo-people";
import type { DemoComparison } from "@/prisma/scenarios/demo/demo-texts";

/** How much the demo holds. */
export interface DemoCounts {
  comparisons: number;
  peoplesLabels: number;
  judgesCalls: number;
  judgesLabels: number;
  baselinesLabels: number;
}

/**
 * Counts what was written and compares it with what should have been.
 *
 * @throws Error that names each count that is off.
 */
export async function checkDemo(
  projectId: string,
  comparisons: readonly DemoComparison[],
  people: readonly DemoAssignment[],
): Promise<DemoCounts & Record<string, number>> {
  const answers = people.flatMap(({ answer }) => answer ?? []);
  const wanted: DemoCounts = {
    comparisons: comparisons.length,
    peoplesLabels: answers.length + answers.filter(({ harmless }) => harmless !== null).length,
    judgesCalls: comparisons.length * 2 * DEMO_JUDGES.length,
    judgesLabels: comparisons.length * DEMO_JUDGES.length,
    // Two rules, two criteria.
    baselinesLabels: comparisons.length * 4,
  };
  const labelsOf = (kind: "HUMAN" | "AI" | "BASELINE") => db().label.count({ where: { projectId, annotator: { kind } } });
  const found: DemoCounts = {
    comparisons: await db().comparison.count({ where: { projectId } }),
    peoplesLabels: await labelsOf("HUMAN"),
    judgesCalls: await db().judgeCall.count({ where: { judgeVersion: { judge: { projectId } } } }),
    judgesLabels: await labelsOf("AI"),
    baselinesLabels: await labelsOf("BASELINE"),
  };
  const off = (Object.keys(wanted) as (keyof DemoCounts)[]).filter((name) => wanted[name] !== found[name]);
  if (off.length > 0) {
    const lines = off.map((name) => `${name}: ${found[name]} where there should be ${wanted[name]}`);
    throw new Error(`The demo project was not written as it should be. ${lines.join("; ")}.`);
  }
  return { ...found };
}
