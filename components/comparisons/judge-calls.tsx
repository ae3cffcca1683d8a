import { ChevronRight } from "lucide-react";
import { Icon } from "@/components/ui/icon";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import type { FailedAttemptView, JudgeCallView } from "@/lib/comparisons/types";
import { formatCount, formatMicroDollars, formatNumber } from "@/lib/format";

const LONG = 120;

/** Each answered request of the judges, with the text that came back as it came. */
export function JudgeCalls({ calls }: { calls: readonly JudgeCallView[] }) {
  return (
    <Table caption="Answered requests of the judges on this comparison">
      <thead>
        <tr>
          <th scope="col">Judge</th>
          <th scope="col">Listed first</th>
          <th scope="col">Answer, as it came</th>
          <th scope="col" className="num">
            p(first)
          </th>
          <th scope="col" className="num">
            On answer tokens, %
          </th>
          <th scope="col">Read by</th>
          <th scope="col" className="num">
            Tokens in, out
          </th>
          <th scope="col" className="num">
            $
          </th>
          <th scope="col" className="num">
            Seconds
          </th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} />
        ))}
      </tbody>
    </Table>
  );
}

function CallRow({ call }: { call: JudgeCallView }) {
  return (
    <tr>
      <th scope="row">
        {call.annotator.name} <span className="quiet font-normal">v{call.annotator.version}</span>
      </th>
      <td>
        {call.order === "AB" ? "A" : "B"}
        {call.sampleIndex > 0 ? <span className="quiet"> sample {formatCount(call.sampleIndex + 1)}</span> : null}
        {call.principle ? (
          <span className="quiet" title={call.principle.preferenceText}>
            {" "}
            {call.principle.key}
          </span>
        ) : null}
        {call.step === "RATIONALE" ? <span className="quiet"> reasons</span> : null}
      </td>
      <td className="w-full max-w-96">
        <RawText text={call.rawText} />
      </td>
      <td className="num">{firstWords(call)}</td>
      <td className="num">{call.coverage === null ? "—" : formatNumber(call.coverage * 100, 1)}</td>
      <td title={call.modelReported ? `The endpoint calls its model ${call.modelReported}` : undefined}>{call.method}</td>
      <td className="num">
        {call.tokensIn === null ? "—" : formatCount(call.tokensIn)}, {call.tokensOut === null ? "—" : formatCount(call.tokensOut)}
      </td>
      <td className="num">{call.costMicroDollars === null ? "—" : formatMicroDollars(call.costMicroDollars).replace("$", "")}</td>
      <td className="num">{formatNumber(call.latencyMs / 1000, 1)}</td>
    </tr>
  );
}

function firstWords({ probabilityFirst, score }: JudgeCallView): string {
  if (score !== null) return `${formatNumber(score, 1)} of 10`;
  return probabilityFirst === null ? "—" : formatNumber(probabilityFirst);
}

/** What a model wrote, as plain text; long texts are folded. */
function RawText({ text }: { text: string }) {
  if (text.trim() === "") return <span className="quiet">an empty answer</span>;
  if (text.length <= LONG && !text.includes("\n")) return <code className="raw-text">{text}</code>;
  return (
    <details className="raw-details">
      <summary>
        <Icon of={ChevronRight} />
        {formatCount(text.length)} characters
      </summary>
      <pre className="raw-text">{text}</pre>
    </details>
  );
}

/** The requests that brought no answer, with their reasons. */
export function FailedAttempts({ attempts }: { attempts: readonly FailedAttemptView[] }) {
  return (
    <Table caption="Requests of the judges that brought no answer">
      <thead>
        <tr>
          <th scope="col">Judge</th>
          <th scope="col">Listed first</th>
          <th scope="col">What happened</th>
          <th scope="col" className="num">
            HTTP
          </th>
          <th scope="col" className="num">
            Seconds
          </th>
          <th scope="col" className="num">
            When
          </th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <tr key={attempt.id}>
            <th scope="row">{attempt.judge ? `${attempt.judge.name} v${attempt.judge.version}` : "a judge that was removed"}</th>
            <td>{attempt.order === null ? "—" : attempt.order === "AB" ? "A" : "B"}</td>
            <td>
              {attempt.outcome.replaceAll("_", " ")}
              {attempt.message ? <span className="text-ink-2">: {attempt.message}</span> : null}
            </td>
            <td className="num">{attempt.httpStatus ?? "—"}</td>
            <td className="num">{formatNumber(attempt.latencyMs / 1000, 1)}</td>
            <td className="num text-ink-2">
              <Time at={attempt.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
