import type { AgreementReport } from "@/lib/agreement/types";
import { toFilterOptions } from "./filters/to-filter-query";

type Asked = Pick<AgreementReport, "criterion" | "round" | "ties" | "invalid" | "seed"> &
  Partial<Pick<AgreementReport, "filters" | "intervals">>;

/** The command that prints this report: every option is written out, so that it means the same when defaults change. */
export function toCommand(project: string, report: Asked): string {
  const round = report.round === null ? "" : ` --round ${report.round}`;
  const intervals = report.intervals === "anytime" ? " --intervals anytime" : "";
  const filters = toFilterOptions(report.filters ?? {}, quote);
  return `npx concord agreement --project ${quote(project)} --criterion ${quote(report.criterion)}${round} --ties ${report.ties} --invalid ${report.invalid}${filters}${intervals} --seed ${report.seed} --json`;
}

/** Safe in a shell; plain words stay plain. */
export function quote(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
