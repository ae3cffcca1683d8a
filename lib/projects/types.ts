import type { Scale } from "@/lib/labels/types";
import type { CriterionInput, PresetOption } from "./schema";

/** A preset with everything that a project made from it begins with. */
export interface PresetChoice extends PresetOption {
  scale: Scale;
  criteria: CriterionInput[];
  /** Markdown. */
  guidelines: string;
}
