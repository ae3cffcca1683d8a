export const en = {
  close: "Close",
  skip: {
    name: "Skip, because",
    head: "Skip, because …",
    /** On keys 1 to 4, and sent as they stand here. */
    reasons: [
      "I cannot judge the subject",
      "The two say the same",
      "The text is broken or cut",
      "I would rather not read this",
    ] as readonly string[],
    other: "Another reason …",
    reason: "Reason",
    done: "Skip",
  },
  flag: {
    name: "Flag, because",
    head: "Flag for the researchers, because it is …",
    kinds: {
      broken: "Broken: cut, garbled, or the wrong text",
      sensitive: "Sensitive: disturbing, or unsafe to show",
      private: "Private data of a person",
    },
    note: "Note, if you like",
    done: "Flag",
  },
  reason: {
    label: "Reason",
    help: "only for the researchers, in Markdown if you like;",
    required: "asked with each answer",
    optional: "you can answer without one",
    done: "Done",
    keep: "Close and keep what is written",
  },
  refused: {
    title: (kinds: string) => `${kinds} that were refused`,
    text: "They are kept on this device and are not counted. Save them as a file for the researcher, send them again, or let them go.",
    saveFile: "Save as a file",
    again: "Send again",
    letGo: (what: string) => `Let ${what} go`,
    keep: "Keep them",
  },
  guidelines: { title: "Guidelines", version: (version: number) => `v${version}` },
};
