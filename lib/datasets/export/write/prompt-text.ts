import { readPrompt } from "@/lib/datasets/formats/messages";
import { formatTranscript, toBlocks } from "@/lib/datasets/formats/transcript";
import type { MessageRecord } from "@/lib/datasets/record";

/**
 * A prompt as one text: the user's only message as it is, a conversation as a transcript.
 * @returns null where that text would be read as another prompt, or no transcript can say it.
 */
export function toPromptText(prompt: readonly MessageRecord[]): string | null {
  const [only] = prompt;
  const blocks = toBlocks(prompt);
  const text =
    prompt.length === 1 && only?.role === "user" ? only.content : blocks && blocks.length > 1 ? formatTranscript(blocks) : null;
  return text !== null && JSON.stringify(readPrompt(text)) === JSON.stringify(plain(prompt)) ? text : null;
}

/** A prompt as a cell of a table: its text, else its messages as JSON. */
export function toPromptCell(prompt: readonly MessageRecord[]): string {
  return toPromptText(prompt) ?? JSON.stringify(plain(prompt));
}

function plain(prompt: readonly MessageRecord[]): MessageRecord[] {
  return prompt.map(({ role, content }) => ({ role, content }));
}
