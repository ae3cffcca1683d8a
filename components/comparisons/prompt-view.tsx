import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { formatQuantity } from "@/lib/format";

export interface RenderedMessage {
  role: string;
  /** The message as safe HTML in its element. */
  content: ReactNode;
}

const WHO: Record<string, string> = { user: "Person", assistant: "Model", system: "System", tool: "Tool" };

/** What was asked: the last turn in view, the earlier ones folded and counted. */
export function PromptView({ messages }: { messages: readonly RenderedMessage[] }) {
  const earlier = messages.slice(0, -1);
  return (
    <section className="d-prompt" aria-label="Prompt">
      {earlier.length > 0 ? (
        <details className="a-turns">
          <summary>
            <Icon of={ChevronRight} />
            {formatQuantity(earlier.length, "earlier turn")}
          </summary>
          <Turns messages={earlier} />
        </details>
      ) : null}
      <Turns messages={messages.slice(-1)} />
      {messages.length === 0 ? <p className="note">The prompt is empty.</p> : null}
    </section>
  );
}

function Turns({ messages }: { messages: readonly RenderedMessage[] }) {
  return messages.map((message, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a prompt are fixed for ever
    <div className="a-turn" key={index}>
      <p className="a-who">{WHO[message.role] ?? message.role}</p>
      {message.content}
    </div>
  ));
}
