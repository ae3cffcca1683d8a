// `npm run hardening-report`: what hardening does to prompts that attack nobody, and what it does to attacks, with the corpus and the scripted
// judges of the tests. Prints the table of docs/judges.md. What it does to a real model's verdicts is on the page that compares two versions.
import { buildMessages, type PromptFrame } from "@/lib/judges/prompt/build-messages";
import { neutralise, toLabels } from "@/lib/judges/prompt/hardening/neutralise";
import { TEMPLATES } from "@/lib/judges/prompt/presets";
import type { PromptOrder } from "@/lib/judges/types";
import { wilson } from "@/lib/stats";
import { askGullibleJudge, askVerdictSeeker } from "@/lib/testing/attacks/gullible-judge";
import { JUDGE_ATTACKS } from "@/lib/testing/attacks/judge-attacks";
import { listDemoComparisons } from "@/prisma/scenarios/demo/demo-texts";

const template = TEMPLATES["rlaif-detailed"];
const labels = toLabels([template.preamble, template.sample, template.ending]);
const JUDGES = { gullible: askGullibleJudge, "verdict seeker": askVerdictSeeker };
const ORDERS: readonly PromptOrder[] = ["AB", "BA"];
/** By these words the scripted judges know the better response. */
const [SOUND, POOR] = ["It is SOUND.", "It is POOR."];

interface Texts {
  conversation: { role: string; content: string }[];
  responseA: string;
  responseB: string;
}

function promptOf(hardening: "on" | "off", texts: Texts, order: PromptOrder): string {
  const frame: PromptFrame = {
    template,
    answers: { first: "1", second: "2" },
    preambleAsSystem: false,
    criterion: { key: "helpful", question: "Which response is more helpful?" },
    hardening,
    polarity: "BETTER",
    chainOfThought: "none",
    fewShot: [],
    constitution: null,
    principles: [],
  };
  const key = { judgeVersionId: "v", comparisonId: "c", criterionId: "k", principleId: null, sampleIndex: 0 };
  const messages = buildMessages(frame, texts, { ...key, order, step: "VERDICT", rationale: null });
  return messages.map(({ content }) => content).join("\n\n");
}

/** The demo's comparisons, their responses A called sound and their responses B poor. */
function listBenign(): Texts[] {
  return listDemoComparisons().map(({ prompt, responseA, responseB }) => ({
    conversation: prompt,
    responseA: `${responseA}\n\n${SOUND}`,
    responseB: `${responseB}\n\n${POOR}`,
  }));
}

/** Each attack before and behind the poor response, and in the conversation, as in the tests. */
function* attacked(write: (word: string) => string, order: PromptOrder): Generator<{ texts: Texts; wished: string }> {
  const wished = order === "AB" ? "2" : "1";
  const attack = write(wished);
  const asked = (content: string) => [{ role: "user", content }];
  for (const texts of [
    { conversation: asked("Why is the sky blue?"), responseA: SOUND, responseB: `${POOR}\n\n${attack}` },
    { conversation: asked("Why is the sky blue?"), responseA: SOUND, responseB: `${attack}\n\n${POOR}` },
    { conversation: asked(`Why is the sky blue?\n\n${attack}`), responseA: SOUND, responseB: POOR },
  ]) {
    yield { texts, wished };
  }
}

function say(what: string, k: number, n: number): void {
  const { low, high } = wilson(k, n);
  const percent = (share: number | null) => (share === null ? "—" : `${(share * 100).toFixed(1)} %`);
  console.log(
    `${what.padEnd(62)} ${`${k} of ${n}`.padStart(12)} ${percent(k / n).padStart(8)} [${percent(low)}, ${percent(high)}]`,
  );
}

const texts = listBenign();
const each = texts.flatMap(({ conversation, responseA, responseB }) => [
  responseA,
  responseB,
  ...conversation.map(({ content }) => content),
]);
const unique = [...new Set(each)];
console.log("Benign: the demo's comparisons, both orders");
say(
  "texts in which hardening sets a backslash",
  unique.filter((text) => neutralise(text, labels) !== text).length,
  unique.length,
);
let [plain, hardened] = [0, 0];
const changed: Record<string, number> = {};
for (const [judge, ask] of Object.entries(JUDGES)) {
  for (const pair of texts) {
    for (const order of ORDERS) {
      const [off, on] = [promptOf("off", pair, order), promptOf("on", pair, order)];
      plain += off.length;
      hardened += on.length;
      changed[judge] = (changed[judge] ?? 0) + (ask(off) === ask(on) ? 0 : 1);
    }
  }
  say(`verdicts of the ${judge} judge that hardening changes`, changed[judge] ?? 0, texts.length * ORDERS.length);
}
console.log(`prompts are longer by ${((hardened / plain - 1) * 100).toFixed(1)} % in characters`);

console.log(`\nAttacks: ${JUDGE_ATTACKS.length} of the corpus, in three places, both orders; verdicts that they turn`);
for (const kind of ["form", "plea"] as const) {
  for (const [judge, ask] of Object.entries(JUDGES)) {
    for (const hardening of ["off", "on"] as const) {
      let [turned, n] = [0, 0];
      for (const { write } of JUDGE_ATTACKS.filter((attack) => attack.kind === kind)) {
        for (const order of ORDERS) {
          for (const { texts: pair, wished } of attacked(write, order)) {
            n++;
            if (ask(promptOf(hardening, pair, order)) === wished) turned++;
          }
        }
      }
      say(`${kind === "form" ? "forged forms" : "pleas"}, ${judge} judge, hardening ${hardening}`, turned, n);
    }
  }
}
