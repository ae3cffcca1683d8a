import type { Polarity } from "@/lib/labels/types";

/**
 * The word for a press under a criterion: "better"; where the question asks for the worse response, the words of the question itself
 * ("which is MORE HARMFUL?" gives "more harmful"), else "worse".
 */
export function toComparative({ question, polarity }: { question: string; polarity: Polarity }): string {
  if (polarity === "BETTER") return "better";
  const asked = /\bmore\s+(\p{L}+)/iu.exec(question)?.[1];
  return asked ? `more ${asked.toLowerCase()}` : "worse";
}
