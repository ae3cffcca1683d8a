import type { ReactNode } from "react";
import { formatCount, formatDuration, formatMicroDollars, formatNumber, formatPercent } from "@/lib/format";
import type { RunProgress } from "@/lib/judges/types";

/** The figures of a run, each with what it is of. */
export function RunFacts({ progress }: { progress: RunProgress }) {
  const { calls, perMinute, secondsLeft, costMicroDollars, costToComeMicroDollars, capMicroDollars } = progress;
  const share = calls.total === 0 ? 0 : calls.answered / calls.total;
  return (
    <dl className="run-facts">
      <Fact name="Calls answered" value={formatCount(calls.answered)}>
        of {formatCount(calls.total)} · {formatPercent(share)}
      </Fact>
      <Fact name="Rate" value={perMinute === null ? "—" : formatCount(Math.round(perMinute))}>
        {perMinute === null ? "" : "a minute · "}
        {calls.inFlight > 0 || progress.state === "RUNNING" ? `${formatCount(calls.inFlight)} in flight` : "no call in flight"}
      </Fact>
      {progress.finishedAt === null ? (
        <Fact name="Time left" value={secondsLeft === null ? "—" : formatDuration(secondsLeft)}>
          {secondsLeft === null ? (progress.state === "PAUSED" ? "paused" : "after the first answers") : ""}
        </Fact>
      ) : (
        <Fact name="Took" value={formatDuration((Date.parse(progress.finishedAt) - Date.parse(progress.createdAt)) / 1000)}>
          pauses included
        </Fact>
      )}
      <Fact name="Tokens, M" value={formatNumber((progress.tokensIn + progress.tokensOut) / 1_000_000, 3)}>
        in and out
      </Fact>
      <Fact name="Cost so far" value={costMicroDollars === null ? "—" : formatMicroDollars(costMicroDollars)}>
        {costWords(costMicroDollars, costToComeMicroDollars, capMicroDollars)}
      </Fact>
      <Fact name="Failed" value={formatCount(calls.failed)}>
        {calls.failed === 0 ? "none given up" : "calls given up"}
      </Fact>
    </dl>
  );
}

function Fact({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} <small>{children}</small>
      </dd>
    </div>
  );
}

function costWords(cost: number | null, toCome: number | null, cap: number | null): string {
  if (cost === null) return "no price set";
  const words = [
    toCome === null ? "" : `${formatMicroDollars(toCome)} to come`,
    cap === null ? "" : `cap ${formatMicroDollars(cap)}`,
  ];
  return words.filter(Boolean).join(" · ");
}
