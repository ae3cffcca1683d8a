const SPEAKERS: Readonly<Record<string, string>> = { system: "System", user: "Human", assistant: "Assistant", tool: "Tool" };

/** A conversation as a judge reads it: who speaks, and what. */
export function toConversation(messages: readonly { role: string; content: string }[]): string {
  return messages.map(({ role, content }) => `${SPEAKERS[role] ?? role}: ${content}`).join("\n\n");
}
