import type { MessageRecord } from "@/lib/datasets/record";

/** One block of an HH-RLHF transcript. */
export interface Block {
  role: "Human" | "Assistant";
  text: string;
}

const MARKERS = { Human: "\n\nHuman:", Assistant: "\n\nAssistant:" } as const;

/**
 * Cuts a transcript into its blocks. A block begins with "\n\nHuman:" or "\n\nAssistant:"; one space behind the colon belongs to the
 * marker, the rest is the text, which may be empty.
 * @returns null if the transcript does not begin with a block.
 */
export function parseTranscript(transcript: string): Block[] | null {
  const starts: { role: Block["role"]; at: number; text: number }[] = [];
  for (let at = transcript.indexOf("\n\n"); at !== -1; at = transcript.indexOf("\n\n", at + 1)) {
    for (const role of ["Human", "Assistant"] as const) {
      if (transcript.startsWith(MARKERS[role], at)) starts.push({ role, at, text: at + MARKERS[role].length });
    }
  }
  if (starts[0]?.at !== 0) return null;
  return starts.map(({ role, text }, index) => {
    const end = starts[index + 1]?.at ?? transcript.length;
    const begin = transcript[text] === " " && text < end ? text + 1 : text;
    return { role, text: transcript.slice(begin, end) };
  });
}

/** Blocks written as a transcript. */
export function formatTranscript(blocks: readonly Block[]): string {
  return blocks.map(({ role, text }) => `${MARKERS[role]} ${text}`).join("");
}

/** Blocks as messages: Human speaks as the user. */
export function toMessages(blocks: readonly Block[]): MessageRecord[] {
  return blocks.map(({ role, text }) => ({ role: role === "Human" ? "user" : "assistant", content: text }));
}

/** Messages as blocks; null if one of them is neither the user's nor the assistant's. */
export function toBlocks(messages: readonly MessageRecord[]): Block[] | null {
  const blocks: Block[] = [];
  for (const { role, content } of messages) {
    if (role !== "user" && role !== "assistant") return null;
    blocks.push({ role: role === "user" ? "Human" : "Assistant", text: content });
  }
  return blocks;
}

/** The blocks that follow a prompt as one text: a first Assistant block without its marker, all others with theirs. */
export function toResponseText(blocks: readonly Block[]): string {
  const transcript = formatTranscript(blocks);
  return blocks[0]?.role === "Assistant" ? transcript.slice(MARKERS.Assistant.length + 1) : transcript;
}

/** The reverse of `toResponseText`, written as a transcript. */
export function formatResponse(text: string): string {
  return text.startsWith(MARKERS.Human) ? text : `${MARKERS.Assistant} ${text}`;
}
