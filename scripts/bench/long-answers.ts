import { createRandom } from "@/lib/stats/random";

const WORDS =
  "the of a to in is that for with on as are this by an be it from at or which one two first then each when how sum list function value order price result loop number table answer reason example because therefore however test print return between without always often small large given known".split(
    " ",
  );

/** A long answer in Markdown of about 4,000 tokens (16,000 characters): prose, lists, code, a table, mathematics. Equal seeds give equal texts. */
export function longAnswer(seed: number): string {
  const random = createRandom(seed, "long answers");
  const pick = () => WORDS[random.below(WORDS.length)] ?? "the";
  const words = (count: number) => Array.from({ length: count }, pick).join(" ");
  const sentence = () => {
    const text = words(8 + random.below(10));
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const paragraph = () => Array.from({ length: 4 }, sentence).join(" ");
  const parts = [
    () => `## ${words(4)}`,
    paragraph,
    () => `**${words(3)}** ${paragraph()} With $x_{${random.below(9)}} + \\frac{a}{b}$ it is *${words(2)}* and \`${pick()}()\`.`,
    () => Array.from({ length: 5 }, () => `- ${sentence()}`).join("\n"),
    () =>
      `\`\`\`python\ndef ${pick()}(${pick()}, limit=${random.below(100)}):\n${Array.from({ length: 8 }, () => `    ${pick()} = "${words(3)}"  # ${words(4)}`).join("\n")}\n    return ${pick()}\n\`\`\``,
    () =>
      `| ${words(2)} | ${pick()} |\n|---|--:|\n${Array.from({ length: 5 }, () => `| ${words(4)} | ${random.below(1000)} |`).join("\n")}`,
    () => "$$\n\\sum_{k=0}^{n-1} (2k+1) = n^2\n$$",
    paragraph,
  ];
  let text = "";
  for (let i = 0; text.length < 16_000; i++) text += `${parts[i % parts.length]?.() ?? ""}\n\n`;
  return text;
}
