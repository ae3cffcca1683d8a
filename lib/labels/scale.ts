import type { Preset, Scale, ScaleButton, Side } from "./types";

/** What a custom scale is made from. */
export interface CustomScale {
  /** 1 to 4. */
  levelsPerSide: number;
  allowsTie: boolean;
}

interface Recipe {
  /** Adverbs from the weakest to the strongest level; "" is a plain "better". */
  degrees: readonly string[];
  /** What stands on a button where the adverb alone would not do. */
  labels?: Readonly<Record<string, string>>;
  allowsTie: boolean;
  allowsBothBad: boolean;
  /** HH-RLHF leaves its weakest level out of the dataset. */
  dropsWeakest: boolean;
}

const HH_DEGREES = ["slightly", "somewhat", "clearly", "much"];

const CUSTOM_DEGREES: readonly (readonly string[])[] = [[""], ["slightly", "much"], ["slightly", "clearly", "much"], HH_DEGREES];

const RECIPES: Readonly<Record<Exclude<Preset, "CUSTOM">, Recipe>> = {
  HH_HELPFUL: { degrees: HH_DEGREES, allowsTie: false, allowsBothBad: false, dropsWeakest: true },
  HH_RED_TEAM: { degrees: HH_DEGREES, allowsTie: false, allowsBothBad: false, dropsWeakest: true },
  LLAMA2: {
    degrees: ["negligibly", "slightly", "", "significantly"],
    labels: { negligibly: "Negligibly, or unsure" },
    allowsTie: false,
    allowsBothBad: false,
    dropsWeakest: false,
  },
  ARENA: { degrees: [""], allowsTie: true, allowsBothBad: true, dropsWeakest: false },
  BINARY: { degrees: [""], allowsTie: false, allowsBothBad: false, dropsWeakest: false },
};

/**
 * The scale of a preset, ready to be stored as a version. With one level a side its strength is 2, so that a plain "better" is never
 * taken for the weakest of four.
 */
export function toScale(preset: Preset, custom: CustomScale = { levelsPerSide: 4, allowsTie: false }): Scale {
  const recipe = preset === "CUSTOM" ? customRecipe(custom) : RECIPES[preset];
  const levels = recipe.degrees.map((_, index) => index + 1);
  const buttons = [
    ...levels.toReversed().map((level) => toButton(recipe, "LEFT", level)),
    ...(recipe.allowsTie ? [TIE] : []),
    ...levels.map((level) => toButton(recipe, "RIGHT", level)),
  ];
  return {
    preset,
    levelsPerSide: levels.length,
    allowsTie: recipe.allowsTie,
    allowsBothBad: recipe.allowsBothBad,
    buttons,
  };
}

/** The strengths that a scale stores, from its weakest to its strongest level: [1, 2, 3, 4], or [2] with one level a side. */
export function toStrengths(scale: Pick<Scale, "buttons">): number[] {
  return scale.buttons.filter((button) => button.side === "RIGHT").map((button) => button.score);
}

const TIE: ScaleButton = {
  id: "T",
  side: "TIE",
  level: 0,
  label: "Tie",
  degree: "",
  score: 0,
  marginSmall: 0,
  marginLarge: 0,
  exported: true,
};

function customRecipe({ levelsPerSide, allowsTie }: CustomScale): Recipe {
  const degrees = CUSTOM_DEGREES[levelsPerSide - 1];
  if (!degrees) throw new RangeError(`A scale has 1 to 4 levels a side, not ${levelsPerSide}.`);
  return { degrees, allowsTie, allowsBothBad: false, dropsWeakest: false };
}

function toButton(recipe: Recipe, side: Side, level: number): ScaleButton {
  const count = recipe.degrees.length;
  const degree = recipe.degrees[level - 1] ?? "";
  const strength = count === 1 ? 2 : level;
  // Llama 2 gives its four levels 0, 1/3, 2/3, 1; other counts divide the same range evenly.
  const share = count === 1 ? 1 : (level - 1) / (count - 1);
  return {
    id: `${side === "LEFT" ? "L" : "R"}${level}`,
    side,
    level,
    label: recipe.labels?.[degree] ?? capitalise(degree),
    degree,
    score: side === "LEFT" ? -strength : strength,
    marginSmall: share,
    marginLarge: share * 3,
    exported: !(recipe.dropsWeakest && level === 1),
  };
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
