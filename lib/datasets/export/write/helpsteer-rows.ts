import type { Preference } from "@/lib/datasets/export/choose-preferences";
import type { ExportedComparison } from "@/lib/datasets/export/read-comparisons";
import { columns, type ExportRow } from "./columns";

/** HelpSteer3's columns: a comparison a row, with everybody's preference from −3 to 3. */
export const HELPSTEER_COLUMNS = columns(
  "domain:text",
  "language:text",
  "context:messages",
  "response1:text",
  "response2:text",
  "overall_preference:integer",
  "individual_preference:people",
);

/** One comparison with its preferences, ties included. The strongest level of a scale of four is written as 3. */
export function toHelpsteerRow(comparison: ExportedComparison, preferences: readonly Preference[]): ExportRow {
  const { prompt, textA, textB, metadata } = comparison;
  const people = preferences.map(({ score, rationale }) => ({
    score: Math.max(-3, Math.min(3, score)),
    reasoning: rationale ?? "",
  }));
  const mean = people.reduce((sum, { score }) => sum + score, 0) / Math.max(1, people.length);
  const overall = Math.sign(mean) * Math.round(Math.abs(mean));
  const word = (name: string) => (typeof metadata[name] === "string" ? metadata[name] : null);
  const context = prompt.map(({ role, content }) => ({ role, content }));
  return [word("domain"), word("language"), context, textA, textB, overall === 0 ? 0 : overall, people];
}
