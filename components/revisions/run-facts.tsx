import type { ReactNode } from "react";
import { formatCount, formatDuration, formatMicroDollars, formatNumber } from "@/lib/format";
import type { RevisionProgress } from "@/lib/revisions/types";

/** The figures of a run, each with what it is of. */
export function RunFacts({ progress }: { progress: RevisionProgress }) {
  const { steps, chains, perMinute, secondsLeft, costMicroDollars } = progress;
  return (
    <dl className="run-facts">
      <Fact name="Texts made" value={formatCount(steps.made)}>
        of {formatCount(steps.total)}
      </Fact>
      <Fact name="Chains whole" value={formatCount(chains.whole)}>
        of {formatCount(chains.total)}
        {chains.failed > 0 ? `, ${formatCount(chains.failed)} given up` : ""}
      </Fact>
      <Fact name="Rate" value={perMinute === null ? "—" : formatCount(Math.round(perMinute))}>
        {perMinute === null ? "" : "a minute · "}
        {chains.inFlight > 0 ? `${formatCount(chains.inFlight)} in flight` : "no call in flight"}
      </Fact>
      {progress.finishedAt === null ? (
        <Fact name="Time left" value={secondsLeft === null ? "—" : formatDuration(secondsLeft)}>
          {secondsLeft === null ? (progress.state === "PAUSED" ? "paused" : "after the first texts") : ""}
        </Fact>
      ) : (
        <Fact name="Took" value={formatDuration((Date.parse(progress.finishedAt) - Date.parse(progress.createdAt)) / 1000)}>
          pauses included
        </Fact>
      )}
      <Fact name="Calls" value={formatCount(progress.attempts)}>
        {progress.capCalls === null ? "" : `cap ${formatCount(progress.capCalls)} · `}
        {formatNumber((progress.tokensIn + progress.tokensOut) / 1_000_000, 3)} M tokens
      </Fact>
      <Fact name="Cost so far" value={costMicroDollars === null ? "—" : formatMicroDollars(costMicroDollars)}>
        {costWords(progress)}
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

function costWords({ costMicroDollars, costToComeMicroDollars, capMicroDollars }: RevisionProgress): string {
  if (costMicroDollars === null) return "no known cost";
  const words = [
    costToComeMicroDollars === null ? "" : `${formatMicroDollars(costToComeMicroDollars)} to come`,
    capMicroDollars === null ? "" : `cap ${formatMicroDollars(capMicroDollars)}`,
  ];
  return words.filter(Boolean).join(" · ");
}
