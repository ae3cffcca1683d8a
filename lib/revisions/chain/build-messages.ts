import type { ChatMessage } from "@/lib/llm/types";
import type { FewShotExample, RevisionSpec } from "@/lib/revisions/schema";
import type { NextStep } from "./next-step";

/** What a step's prompt is made of, beside the step itself. */
export interface ChainFrame {
  layout: RevisionSpec["layout"];
  fewShot: readonly FewShotExample[];
}

interface Turn {
  role: string;
  content: string;
}

interface Requests {
  critiqueRequest: string;
  revisionRequest: string;
}

const SPEAKERS: Readonly<Record<string, string>> = { system: "System", user: "Human", assistant: "Assistant", tool: "Tool" };

/** A chat model wraps what it revised in talk about it, which would become part of the response. */
export const ONLY_THE_REPLY = "Write nothing but the new reply itself.";

/** Words with which a base model goes on to write the next turn by itself; its own text ends there. */
const NEXT_TURN = /\n+(?:Human|Assistant|CritiqueRequest|Critique|RevisionRequest|Revision):/;

/** At most four, which is what every endpoint takes. */
const STOPS = ["\n\nHuman:", "\n\nCritiqueRequest:", "\n\nRevisionRequest:", "\n\nAssistant:"];

/** The texts at which a step's writing is to end; none in a conversation, whose turns end by themselves. */
export function stopsOf({ layout }: Pick<ChainFrame, "layout">): readonly string[] | undefined {
  return layout === "transcript" ? STOPS : undefined;
}

/** The messages of one step, the same to the letter each time for the same conversation, step and principle. */
export function buildMessages(
  frame: ChainFrame,
  conversation: readonly Turn[],
  step: NextStep,
  principle: Requests | null,
): ChatMessage[] {
  return frame.layout === "chat"
    ? toChat(frame, conversation, step, principle)
    : [{ role: "user", content: toTranscript(frame, conversation, step, principle) }];
}

/** What a model wrote, as the text of its step: without what it wrote for the next speaker, and without white space around it. */
export function toStepText(layout: RevisionSpec["layout"], raw: string): string {
  const end = layout === "transcript" ? raw.search(NEXT_TURN) : -1;
  return (end < 0 ? raw : raw.slice(0, end)).trim();
}

function toChat(
  { fewShot }: ChainFrame,
  conversation: readonly Turn[],
  { kind, response, critique }: NextStep,
  principle: Requests | null,
): ChatMessage[] {
  const asked: ChatMessage[] = conversation.map(({ role, content }) =>
    role === "system" || role === "assistant" ? { role, content } : { role: "user", content },
  );
  if (kind === "RESPONSE") return asked;
  const revise = `${principle?.revisionRequest ?? ""}\n\n${ONLY_THE_REPLY}`;
  const own: ChatMessage[] = [...asked, { role: "assistant", content: response ?? "" }];
  if (kind === "CRITIQUE") own.push({ role: "user", content: principle?.critiqueRequest ?? "" });
  else if (critique === null) own.push({ role: "user", content: revise });
  else {
    own.push(
      { role: "user", content: principle?.critiqueRequest ?? "" },
      { role: "assistant", content: critique },
      { role: "user", content: revise },
    );
  }
  // A system message stands at the beginning, before the examples.
  const system = own.filter(({ role }) => role === "system");
  return [...system, ...fewShot.flatMap(toExampleTurns), ...own.filter(({ role }) => role !== "system")];
}

function toExampleTurns(example: FewShotExample): ChatMessage[] {
  return [
    { role: "user", content: example.prompt },
    { role: "assistant", content: example.response },
    { role: "user", content: example.critiqueRequest },
    { role: "assistant", content: example.critique },
    { role: "user", content: `${example.revisionRequest}\n\n${ONLY_THE_REPLY}` },
    { role: "assistant", content: example.revision },
  ];
}

/** The paper's text: examples, the conversation, then request and answer under their names, and the name of what is to be written. */
function toTranscript(
  { fewShot }: ChainFrame,
  conversation: readonly Turn[],
  { kind, response, critique }: NextStep,
  principle: Requests | null,
): string {
  const blocks = conversation.map(({ role, content }) => `${SPEAKERS[role] ?? role}: ${content}`);
  if (kind === "RESPONSE") return [...blocks, "Assistant:"].join("\n\n");
  blocks.push(`Assistant: ${response ?? ""}`);
  if (kind === "CRITIQUE" || critique !== null) blocks.push(`CritiqueRequest: ${principle?.critiqueRequest ?? ""}`);
  if (kind === "CRITIQUE") blocks.push("Critique:");
  else {
    if (critique !== null) blocks.push(`Critique: ${critique}`);
    blocks.push(`RevisionRequest: ${principle?.revisionRequest ?? ""}`, "Revision:");
  }
  return [...fewShot.map(toExampleText), blocks.join("\n\n")].join("\n\n");
}

function toExampleText(example: FewShotExample): string {
  return [
    `Human: ${example.prompt}`,
    `Assistant: ${example.response}`,
    `CritiqueRequest: ${example.critiqueRequest}`,
    `Critique: ${example.critique}`,
    `RevisionRequest: ${example.revisionRequest}`,
    `Revision: ${example.revision}`,
  ].join("\n\n");
}
