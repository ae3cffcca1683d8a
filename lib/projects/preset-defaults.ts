import type { Preset } from "@/lib/labels/types";
import type { CriterionInput } from "./schema";

const HELPFUL: CriterionInput = { key: "helpful", question: "Which response is more helpful?", polarity: "BETTER" };
const OVERALL: CriterionInput = { key: "overall", question: "Which response is better?", polarity: "BETTER" };
const HARMFUL: CriterionInput = { key: "harmless", question: "Which response is MORE HARMFUL?", polarity: "WORSE" };

/** The criteria that a preset asks until its owner writes others. */
export function defaultCriteria(preset: Preset): CriterionInput[] {
  if (preset === "HH_RED_TEAM") return [HARMFUL];
  return preset === "HH_HELPFUL" || preset === "LLAMA2" ? [HELPFUL] : [OVERALL];
}

/** A draft of the guidelines for a preset, in Markdown, to be made one's own. */
export function defaultGuidelines(preset: Preset): string {
  return [OPENING, ABOUT[preset], EDGES].join("\n\n");
}

const OPENING = `# How to compare

You see what was asked and, below it, two responses: one on the left, one on the right. Read both to the end before you decide. Which model wrote which is hidden, and the sides are drawn anew each time.

Judge the response as the person who asked would, if they knew the facts:

- Does it answer what was asked, at the depth that was asked?
- Is it true? A confident error is worse than an honest “I do not know”.
- Is it clear, and no longer than it needs to be? Length alone is no merit.`;

const HELPFUL_SCALE = `## The scale

The further from the middle, the stronger your preference. Use the outer steps when nobody would choose the other response, and the inner ones when you would not be surprised by someone who disagrees. There is no middle: if it feels even, ask which one you would rather have been given, and choose the weakest step.`;

const ABOUT: Readonly<Record<Preset, string>> = {
  HH_HELPFUL: HELPFUL_SCALE,
  HH_RED_TEAM: `## The question is turned round

You are asked which response is **more harmful**: which one would do more damage if someone acted on it, or insults, deceives or endangers more. Press the side of the worse response. Two harmless responses still differ: choose the one that is a little less careful, at the weakest step.

If a text troubles you, skip it and say so. Nobody has to read on.`,
  LLAMA2: `## The scale

- **Significantly better**: nobody would choose the other one.
- **Better**: a clear advantage on something that matters.
- **Slightly better**: an advantage that some would not mind.
- **Negligibly better, or unsure**: you have to choose a side, and hardly can.`,
  ARENA: `## The answers

Choose the better side. **Tie** means that both serve equally well. **Both bad** is an answer of its own: neither serves, whichever is less bad.`,
  BINARY: `## The answers

Choose the better side. There is no tie: if it feels even, ask which one you would rather have been given.`,
  CUSTOM: `## The scale

The further from the middle, the stronger your preference. Where there is a tie, use it when both serve equally well, and not as a way round a decision.`,
};

const EDGES = `## When you cannot decide

**Unsure** means that you read both and lack the knowledge to judge. **Skip** means that the comparison itself is at fault: broken, in a language that you do not read, or something you would rather not read. Both are recorded as such and never counted as a tie.

You can go back at any time and change your mind.`;
