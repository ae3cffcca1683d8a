import { FILTER_NAMES, LabelFilters, ORIGINS, SLICES } from "@/lib/agreement/filter-schema";
import { type CommandOption, UsageError } from "@/lib/cli/command";

/** Which labels count: the filters of the pages and the API, for every command that counts labels. */
export const FILTER_OPTIONS = {
  annotators: { type: "string", value: "NAMES", help: "only these people, by name or id, with commas" },
  group: { type: "string", value: "NAME", help: "only people of this group of a round" },
  origin: { type: "string", value: "ORIGIN", help: "only people's labels given `here`, or `imported`" },
  judges: { type: "string", value: "NAMES", help: "only these judge versions, by name or id, with commas" },
  "min-strength": { type: "string", value: "N", help: "only people's labels of strength N or more, 1 to 4" },
  category: { type: "string", value: "VALUE", help: "only comparisons with this category, or with KEY=VALUE in their metadata" },
  turn: { type: "string", value: "N", help: "only comparisons at this place of their conversation, from 1" },
  slice: { type: "string", value: "SLICE", help: "`random`: only comparisons that chance put into a round" },
  from: { type: "string", value: "DAY", help: "only people's labels from this day on, such as 2026-11-01 (UTC)" },
  to: { type: "string", value: "DAY", help: "only people's labels up to this day, included" },
} as const satisfies Readonly<Record<string, CommandOption>>;

type FilterOption = keyof typeof FILTER_OPTIONS;

/**
 * The filters among a command's values, under the names that they have elsewhere.
 *
 * @throws UsageError for a value that cannot be meant.
 */
export function toFilters(values: Readonly<Partial<Record<FilterOption, string | undefined>>>): LabelFilters {
  const { "min-strength": minStrength, ...others } = values;
  const all: Readonly<Record<string, string | undefined>> = { ...others, minStrength };
  const asked = Object.fromEntries(FILTER_NAMES.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
  const parsed = LabelFilters.safeParse(asked);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? "");
  const option = name === "minStrength" ? "min-strength" : name;
  throw new UsageError(`--${option} is "${asked[name]}": ${SENTENCES[name] ?? issue?.message ?? "it cannot be understood."}`);
}

const SENTENCES: Readonly<Record<string, string>> = {
  origin: `it must be one of ${ORIGINS.join(", ")}.`,
  slice: `it must be one of ${SLICES.join(", ")}.`,
  minStrength: "it must be a whole number from 1 to 4.",
  turn: "it must be a whole number from 1.",
  from: "it must be a day such as 2026-11-01.",
  to: "it must be a day such as 2026-11-25.",
};
