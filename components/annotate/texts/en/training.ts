import { count } from "@/components/annotate/texts/forms";

export const en = {
  end: {
    answered: (round: string) => `${round} is answered`,
    passed: (round: string) => `${round} is passed`,
    notPassed: (round: string) => `${round} is not passed yet`,
    onTheirWay: "Your answers are on their way; then you are told.",
    again: "Try again",
    opening: "Opening …",
    goTo: (round: string) => `Go to ${round}`,
    home: "Go to my rounds",
    attempt: (n: number) => `Try ${count(n)}: `,
    result: (right: number, total: number, needed: number) =>
      `${count(right)} of ${count(total)} as the guidelines say; ${count(needed)} are asked for. What you answered in training is no data and is counted nowhere.`,
    failed: "That did not work. Try again.",
  },
  feedback: {
    name: "After your answer",
    goOn: "Go on",
    guidelines: "Show the guidelines",
    standing: (done: number, total: number, right: number) =>
      `${count(done)} of ${count(total)} in training · ${count(right)} as the guidelines say`,
    says: {
      right: "The guidelines say the same:",
      near: "The guidelines say the same side, with another strength:",
      wrong: "The guidelines say:",
    },
    youSaid: (words: string) => `You said: ${words}. `,
    noData: "Both are kept; training does not count.",
    waiting: "What the guidelines say comes as soon as your answer has arrived. You can go on without it.",
  },
};
