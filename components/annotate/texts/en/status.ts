import { count, form, quantity, timeOfDay } from "@/components/annotate/texts/forms";

export const en = {
  signOut: {
    title: "You are signed out.",
    waits: (what: string, n: number) =>
      `${what} ${form(n, { one: "waits", other: "wait" })} on this device; sign in and ${form(n, { one: "it is", other: "they are" })} sent.`,
    signIn: "Sign in",
  },
  connection: "Connection",
  noConnection: (since: Date | null) => `No connection since ${since ? timeOfDay(since) : "a while"}.`,
  serverBusy: "The server cannot take labels at the moment.",
  goOn: (ahead: number, what: string, n: number) =>
    `Go on: ${form(ahead, { one: "1 more comparison is", other: `${count(ahead)} more comparisons are` })} on this device, and ${what} will be sent by ${form(n, { one: "itself", other: "themselves" })}.`,
  keepOpen: "This browser keeps nothing: leave this page open until they are sent.",
  tryNow: "Try now",
  saveFile: "Save as a file",
  storage: {
    name: "Storage",
    title: "This browser keeps nothing for Concord.",
    text: "Its storage is full or switched off, so a label is safe only once it is sent. The sign above says when.",
  },
  lost: {
    name: "Labels on this device",
    text: (what: string, n: number) =>
      `${what} of this round ${form(n, { one: "is", other: "are" })} still on this device and ${form(n, { one: "was", other: "were" })} not counted. Save ${form(n, { one: "it", other: "them" })} as a file and give it to the researcher.`,
    again: "Send again",
    letGo: (n: number) => form(n, { one: "Let it go", other: "Let them go" }),
  },
  saved: {
    refused: (what: string, n: number) => `${what} ${form(n, { one: "was", other: "were" })} refused`,
    saved: (n: number) => `${count(n)} saved`,
    kept: (n: number) => `${count(n)} kept`,
    onDevice: " on this device",
    inPage: " in this page alone",
    toSend: (n: number) => `, ${count(n)} to send`,
    notesToSend: (n: number) => `, ${quantity(n, { one: "note", other: "notes" })} to send`,
  },
  news: {
    comparison: (places: readonly number[]) =>
      places.length > 0 ? `Comparison ${places.map(count).join(", ")}` : "A comparison",
    replaced: (what: string) => `${what} had an answer from another device. The later one, from here, stands.`,
    withdrawn: (what: string) =>
      `${what} was taken out by the researchers before your answer came. It is kept, and counts for nothing.`,
  },
  endTitle: {
    complete: "Round complete",
    closed: "Round closed",
    fetching: "More to come",
    paused: "Round paused",
    waiting: "Nothing open just now",
  },
  end: {
    heading: {
      complete: (round: string) => `${round} is done for you`,
      closed: (round: string) => `${round} is closed`,
      paused: (round: string) => `${round} is paused`,
      waiting: (round: string) => `Nothing of ${round} is open just now`,
    },
    explanation: {
      complete: "",
      closed: "Nothing more is asked, and answers can no longer be changed.",
      paused: "Nothing new is asked until it goes on; then it goes on here by itself.",
      waiting: "Others are at what is left. Should they not come back to it, it comes here by itself.",
    },
    fetching: {
      heading: "The next comparisons are on their way",
      text: "Those on this device are all labelled. More come as soon as the server answers; what you did is kept.",
    },
    labelled: (n: number) => `You have labelled ${quantity(n, { one: "comparison", other: "comparisons" })}.`,
    toSend: (n: number) =>
      `The answers to ${quantity(n, { one: "comparison", other: "comparisons" })} are still on this device: leave the page open until the sign above says 0 to send.`,
    notesToSend: (n: number) =>
      `${quantity(n, { one: "note", other: "notes" })} of yours ${form(n, { one: "is", other: "are" })} still on this device: leave the page open until the sign above says so no more.`,
    arrived: "Everything has arrived; you can close this page.",
    median: "Median",
    seconds: (n: number) => `${count(n)} s a comparison`,
    home: "Go to my rounds",
    back: "Look at my answers",
    list: "List of my answers",
    mayChange: "You can change them until the round is closed.",
  },
};
