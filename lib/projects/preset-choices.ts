import { toScale } from "@/lib/labels/scale";
import type { Scale } from "@/lib/labels/types";
import { defaultCriteria, defaultGuidelines } from "./preset-defaults";
import { PRESET_OPTIONS } from "./schema";
import type { PresetChoice } from "./types";

/** The six presets with the scale, criteria and guidelines that each brings. */
export function listPresetChoices(): PresetChoice[] {
  return PRESET_OPTIONS.map((option) => ({
    ...option,
    scale: toScale(option.preset),
    criteria: defaultCriteria(option.preset),
    guidelines: defaultGuidelines(option.preset),
  }));
}

/** Every custom scale that there is: 1 to 4 levels a side, without and with a tie. */
export function listCustomScales(): Scale[] {
  return [1, 2, 3, 4].flatMap((levelsPerSide) =>
    [false, true].map((allowsTie) => toScale("CUSTOM", { levelsPerSide, allowsTie })),
  );
}
