import type { OutboxEntry } from "@/components/annotate/outbox/outbox-store";

/** When each was decided, and why it was refused. */
export function RefusedList({ refused }: { refused: readonly OutboxEntry[] }) {
  return (
    <ul className="st-refused">
      {refused.map((entry) => (
        <li key={entry.eventId}>
          <time dateTime={new Date(entry.at).toISOString()}>{new Date(entry.at).toLocaleString()}</time> {entry.refusal}
        </li>
      ))}
    </ul>
  );
}
