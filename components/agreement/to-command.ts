import type { AgreementReport } from "@/lib/agreement/types";

type Asked = Pick<AgreementReport, "criterion" | "round" | "ties" | "invalid" | "seed">;

/** The command that prints this report: every option is written out, so that it means the same when defaults change. */
export function toCommand(project: string, report: Asked): string {
  const round = report.round === null ? "" : ` --round ${report.round}`;
  return `npx concord agreement --project ${project} --criterion ${quote(report.criterion)}${round} --ties ${report.ties} --invalid ${report.invalid} --seed ${report.seed} --json`;
}

/** Safe in a shell; plain words stay plain. */
export function quote(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
