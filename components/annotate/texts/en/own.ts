import { count, quantity } from "@/components/annotate/texts/forms";

const comparisonsOf = (n: number) => quantity(n, { one: "comparison", other: "comparisons" });

export const en = {
  close: "Close",
  comparison: (place: number) => `Comparison ${count(place)}`,
  answers: {
    title: "My answers",
    looking: "Looking …",
    found: comparisonsOf,
    toSend: (n: number) => `; ${comparisonsOf(n)} still on this device and not in this list`,
    changed: "changed",
    rationale: (text: string) => `. “${text}”`,
    earlier: "Show earlier ones",
  },
  results: {
    asResearchers: (same: number, of: number) => `${count(same)} of ${count(of)} as the researchers answer`,
    asBefore: (same: number, of: number) => `${count(same)} of ${count(of)} as you answered before`,
    line: (parts: readonly string[]) => `Your answers so far: ${parts.join("; ")}.`,
  },
  filters: {
    all: (label: string) => `${label}: all`,
    answer: "Answer",
    answers: {
      left: "left",
      right: "right",
      tie: "tie",
      bothBad: "both bad",
      unsure: "unsure",
      skipped: "skipped",
    },
    criterion: "On",
    only: "Only",
    changed: "changed",
    withReason: "with a reason",
    text: "Text in prompt, response or reason",
    textShort: "Text",
  },
  edit: {
    title: "Edit a response",
    which: "Response to edit",
    sides: { left: "Left", right: "Right" },
    textOf: { left: "The left response, in Markdown", right: "The right response, in Markdown" },
    text: "What you write is kept as a new response with you as its author, and counts as better than the one it was made from. Your answer to these two is still asked.",
    send: "Send the edited response",
    leave: "Leave it",
  },
  questions: {
    title: "Questions to the researchers",
    none: "What you ask, and what they answer, will stand here.",
    notYours: "A comparison that is no longer yours",
    waiting: "not answered yet",
    answered: "answered",
    about: (place: number) => `About comparison ${count(place)}`,
    ask: "Ask",
    asked: "Asked. You can go on; the answer comes here.",
    goOn: "You can go on without the answer.",
  },
};
