import type { JudgeTemplate, TemplateName } from "@/lib/judges/types";
import { CHOICE_ENDING, CHOICE_REASONING, CHOICE_SAMPLE } from "./presets-constitutional";
import {
  BASE,
  DETAILED,
  ENDING,
  HARM_BASE,
  HARM_DETAILED,
  HARM_ENDING,
  HARM_REASONING,
  HELP_BASE,
  HELP_DETAILED,
  HELP_ENDING,
  REASONING,
  SAMPLE,
  SUMMARY_BASE,
  SUMMARY_DETAILED,
  SUMMARY_ENDING,
  SUMMARY_REASONING,
  SUMMARY_SAMPLE,
} from "./presets-pairwise";
import {
  SCORE_ENDING,
  SCORE_HARM,
  SCORE_HELP,
  SCORE_REASONING,
  SCORE_SAMPLE,
  SCORE_SUMMARY,
  SCORE_SUMMARY_SAMPLE,
} from "./presets-score";

const ANY = {
  kind: "pairwise",
  asks: "criterion",
  sample: SAMPLE,
  reasoning: REASONING,
  ending: ENDING,
  answer: "{{answer}}",
} as const;
const HELP = { ...ANY, asks: "better", ending: HELP_ENDING } as const;
const HARM = { ...ANY, asks: "worse", reasoning: HARM_REASONING, ending: HARM_ENDING } as const;
const SUMMARY = {
  ...ANY,
  asks: "better",
  sample: SUMMARY_SAMPLE,
  reasoning: SUMMARY_REASONING,
  ending: SUMMARY_ENDING,
} as const;
const SCORE = {
  kind: "score",
  asks: "better",
  sample: SCORE_SAMPLE,
  reasoning: SCORE_REASONING,
  ending: SCORE_ENDING,
  answer: " {{answer}}",
} as const;

/**
 * The text of each template. The general ones put the criterion's own question and so ask for what the criterion asks; those for harm ask
 * for the more harmful response whatever the criterion asks of people, and their answers are turned round once.
 */
export const TEMPLATES: Readonly<Record<TemplateName, JudgeTemplate>> = {
  "rlaif-base": { ...ANY, preamble: BASE },
  "rlaif-detailed": { ...ANY, preamble: DETAILED },
  "helpful-base": { ...HELP, preamble: HELP_BASE },
  "helpful-detailed": { ...HELP, preamble: HELP_DETAILED },
  "harmless-base": { ...HARM, preamble: HARM_BASE },
  "harmless-detailed": { ...HARM, preamble: HARM_DETAILED },
  "summary-base": { ...SUMMARY, preamble: SUMMARY_BASE },
  "summary-detailed": { ...SUMMARY, preamble: SUMMARY_DETAILED },
  constitutional: {
    kind: "multiple-choice",
    asks: "better",
    preamble: "",
    sample: CHOICE_SAMPLE,
    reasoning: CHOICE_REASONING,
    ending: CHOICE_ENDING,
    answer: " ({{answer}})",
  },
  "score-helpful": { ...SCORE, preamble: SCORE_HELP },
  "score-harm": { ...SCORE, asks: "worse", preamble: SCORE_HARM },
  "score-summary": { ...SCORE, sample: SCORE_SUMMARY_SAMPLE, preamble: SCORE_SUMMARY },
};
