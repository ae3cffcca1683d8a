import type { AgreementReport } from "@/lib/agreement/types";

/** What is listed where an address does not say: where the first judge and people differ, or, without a judge, people among themselves. */
export function toStandingList(report: AgreementReport): Record<string, string> {
  const judge = report.judges.find((each) => each.kind === "AI" && each.pairs > 0);
  return judge ? { of: "judge", judge: judge.annotator, outcome: "disagree" } : { of: "humans", outcome: "disagree" };
}
