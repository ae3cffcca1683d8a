import { AppError } from "@/lib/errors";
import type { SourceLimits } from "./limits";

/**
 * The names of a table's columns, as its rows will carry them. A column without a name gets its number.
 * @throws AppError `invalid` for names that stand twice, are too many or too long, or cannot be kept.
 */
export function checkColumnNames(names: readonly string[], limits: SourceLimits): string[] {
  if (names.length > limits.columns) {
    throw new AppError("invalid", `The table has ${names.length} columns; the most is ${limits.columns}. Leave some out.`);
  }
  const seen = new Map<string, number>();
  return names.map((given, index) => {
    const name = given === "" ? `column ${index + 1}` : given;
    if (name.length > limits.nameCharacters) {
      throw new AppError(
        "invalid",
        `The name of column ${index + 1} is longer than ${limits.nameCharacters} characters: ${JSON.stringify(name.slice(0, 40))} …. Is the header row missing?`,
      );
    }
    if (name === "__proto__") throw new AppError("invalid", "A column named __proto__ is not taken. Rename the column.");
    if (name.includes("\0") || !name.isWellFormed()) {
      throw new AppError("invalid", `The name of column ${index + 1} holds a character that no text may hold. Rename it.`);
    }
    const before = seen.get(name);
    if (before !== undefined) {
      throw new AppError(
        "invalid",
        `The columns ${before} and ${index + 1} have the same name, ${JSON.stringify(name)}. Rename one of them; which is meant cannot be known.`,
      );
    }
    seen.set(name, index + 1);
    return name;
  });
}
