import type { JudgeTemplate, Polarity } from "@/lib/judges/types";

/** What a prompt asks for: what its text says, or what the criterion asks of people. */
export function toPolarity(asks: JudgeTemplate["asks"], criterion: Polarity): Polarity {
  if (asks === "criterion") return criterion;
  return asks === "worse" ? "WORSE" : "BETTER";
}
