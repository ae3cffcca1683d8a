import type { ConstitutionDocument } from "@/lib/constitutions/schema";
import { HARMLESSNESS } from "./harmlessness";
import { QUALITY } from "./quality";

/** The constitutions that Concord brings, by the names that addresses and commands give them. */
export const EXAMPLES: Readonly<Record<"quality" | "harmlessness", ConstitutionDocument>> = {
  quality: QUALITY,
  harmlessness: HARMLESSNESS,
};

/** The examples that are not among these names, in their order. */
export function listMissingExamples(names: readonly string[]): { id: keyof typeof EXAMPLES; name: string }[] {
  const ids = ["quality", "harmlessness"] as const;
  return ids.map((id) => ({ id, name: EXAMPLES[id].name })).filter(({ name }) => !names.includes(name));
}
