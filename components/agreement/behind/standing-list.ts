import type { AgreementReport } from "@/lib/agreement/types";

/** What is listed where an address does not say: where the first judge and people differ, or, without a judge, people among themselves. */
export function toStandingList(report: AgreementReport): Record<string, string> {
  const judge = report.judges.find((each) => each.kind === "AI" && each.pairs > 0);
  return judge ? { of: "judge", judge: judge.annotator, outcome: "disagree" } : { of: "humans", outcome: "disagree" };
}

/** Judges of the project in their newest versions that labelled, for whoever edits one. */
export function toEditable(annotators: AgreementReport["annotators"]): { id: string; name: string; version: number }[] {
  const newest = new Map<string, { id: string; name: string; version: number }>();
  for (const { judge } of annotators) {
    if (judge && judge.version > (newest.get(judge.id)?.version ?? 0)) {
      newest.set(judge.id, { id: judge.id, name: judge.name, version: judge.version });
    }
  }
  return [...newest.values()];
}
