import type { Scale } from "@/lib/labels/types";
import type { GoldOption } from "./types";

/** What a scale can say of a comparison, from A to B, then the answers without a score. */
export function toGoldOptions({ buttons, allowsBothBad }: Pick<Scale, "buttons" | "allowsBothBad">): GoldOption[] {
  const scores = [...buttons].sort((one, other) => one.score - other.score);
  const aside = [
    ...(allowsBothBad ? [{ value: "BOTH_BAD", label: "Both bad" }] : []),
    { value: "UNSURE", label: "Cannot be told" },
  ];
  return [
    ...scores.map(({ score, degree }) => ({
      value: String(score),
      label: score === 0 ? "Tie" : [score < 0 ? "A" : "B", "is", degree, "better"].filter(Boolean).join(" "),
    })),
    ...aside,
  ];
}
