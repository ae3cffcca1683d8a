import { count, quantity } from "@/components/annotate/texts/forms";

export const en = {
  failed: "That did not work. Try again.",
  opening: "Opening …",
  first: "Before the first comparison",
  home: "Go to my rounds",
  consent: {
    changed: "What you agreed to has changed",
    readAgain: "Please read it again. What you labelled stays as it is, whatever you choose.",
    readFirst: "Please read this first. Nothing is shown to you before you agree.",
    warning: "Content warning",
    agreement: "What you agree to",
    agree: "I agree",
    sentFirst: "What you answered before is sent first; then you can leave.",
    leave: {
      open: "Leave this round",
      title: "Leave this round?",
      stay: "Stay",
      confirm: "Leave the round",
      busy: "Leaving …",
      text: "What you labelled stays and counts; the comparisons that wait for you go to others. Nobody is told why. The researchers see that you left, and can take you in again if you ask.",
    },
  },
  guidelines: {
    changed: (version: number) => `The guidelines changed to version ${count(version)}`,
    readBefore: (before: number, version: number) =>
      `You have read version ${count(before)}. What you decided under it is kept as it is; the next comparison is asked under version ${count(version)}.`,
    readFirst: "This is what the researchers ask you to keep in mind. It stays one key away, G, while you label.",
    whatChanged: (before: number) => `What changed since version ${count(before)}`,
    allNew: "Nearly everything: please read it anew.",
    name: (version: number) => `Guidelines, version ${count(version)}`,
    all: (version: number) => `All of version ${count(version)}`,
    haveRead: "I have read them",
    haveReadChanges: "I have read what changed",
    sentFirst: (n: number) => `${quantity(n, { one: "answer", other: "answers" })} of yours must be sent first.`,
  },
  training: {
    first: (name: string) => `${name} comes first`,
    failed: "Your last try was below its mark. You can take it again as often as you like; this round opens when it is passed.",
    short:
      "It is a short training: after each answer it says what the guidelines say, and why. This round opens when it is passed.",
    again: "Take the training again",
    go: "Go to the training",
    closed: "You cannot take it now: it is closed, or you are not among its people. Ask the researchers.",
  },
};
