import { Name } from "@/components/charts/name";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import type { LabelEventView, LabelMoment } from "@/lib/comparisons/types";
import { toAnswerText, toBesideText } from "./answer-text";

const WORDS = {
  SUBMIT: "labelled",
  CHANGE: "changed",
  UNDO: "took it back",
  IMPORT: "came with a file",
  JUDGE: "judged",
} as const;

/** How labels changed: every event of each label that did, oldest first. */
export function LabelHistory({ events }: { events: readonly LabelEventView[] }) {
  return (
    <Table caption="Changes of labels, oldest first">
      <thead>
        <tr>
          <th scope="col">Annotator</th>
          <th scope="col">What</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
          <th scope="col">Why</th>
          <th scope="col" className="num">
            When
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <th scope="row">
              <Name kind={event.annotator.kind}>{event.annotator.name}</Name>
            </th>
            <td>{WORDS[event.kind]}</td>
            <td>{event.before ? toMomentText(event.before) : "—"}</td>
            <td>{event.after ? toMomentText(event.after) : "—"}</td>
            <td className="max-w-96 text-ink-2">{event.after?.rationale ?? event.after?.reason ?? ""}</td>
            <td className="num text-ink-2">
              <Time at={event.receivedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function toMomentText(moment: LabelMoment): string {
  return [toAnswerText(moment), toBesideText(moment)].filter(Boolean).join("; ");
}
