import type { ReactNode } from "react";
import { formatCount, formatDuration, formatMicroDollars, formatPercent, formatQuantity } from "@/lib/format";
import type { RunProgress } from "@/lib/judges/types";

/** The figures of a run, each with what it is of. */
export function RunFacts({ progress }: { progress: RunProgress }) {
  const { calls, perMinute, secondsLeft, costMicroDollars: cost, finishedAt, createdAt } = progress;
  const share = calls.total === 0 ? 0 : calls.answered / calls.total;
  return (
    <>
      <dl className="run-facts">
        <Fact name="Calls answered" value={formatCount(calls.answered)}>
          of {formatCount(calls.total)} · {formatPercent(share)}
        </Fact>
        <Fact name="Rate" value={perMinute === null ? "—" : formatCount(Math.round(perMinute))}>
          {perMinute === null ? "" : "a minute · "}
          {calls.inFlight > 0 || progress.state === "RUNNING" ? `${formatCount(calls.inFlight)} in flight` : "no call in flight"}
        </Fact>
        {finishedAt === null ? (
          <Fact name="Time left" value={secondsLeft === null ? "—" : formatDuration(secondsLeft)}>
            {secondsLeft === null ? waitWords(progress) : ""}
          </Fact>
        ) : (
          <Fact name="Took" value={formatDuration((Date.parse(finishedAt) - Date.parse(createdAt)) / 1000)}>
            pauses included
          </Fact>
        )}
        <Fact name="Cost so far" value={cost === null ? "—" : formatMicroDollars(cost)}>
          {costWords(progress)}
        </Fact>
        <Fact name="Cap" value={capValue(progress)}>
          {capWords(progress)}
        </Fact>
        <Fact name="Failed" value={formatCount(calls.failed)}>
          {calls.failed === 0 ? "none given up" : "calls given up"}
        </Fact>
      </dl>
      <p className="figure-foot">
        {formatQuantity(progress.attempts, "call")} made, failed ones too · {formatCount(progress.tokensIn)} tokens in,{" "}
        {formatCount(progress.tokensOut)} out
        {progress.uncosted > 0 && cost !== null
          ? ` · ${formatQuantity(progress.uncosted, "call")} may have been charged for and told no tokens; caps count them at their estimate`
          : ""}
      </p>
    </>
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

function waitWords({ state, isBatch }: RunProgress): string {
  if (state === "PAUSED") return "paused";
  return isBatch ? "until the answers are uploaded" : "after the first answers";
}

function costWords({ costMicroDollars, costToComeMicroDollars }: RunProgress): string {
  if (costMicroDollars === null) return "no price set";
  return costToComeMicroDollars === null ? "" : `${formatMicroDollars(costToComeMicroDollars)} to come`;
}

function capValue({ capMicroDollars, capCalls }: RunProgress): string {
  if (capMicroDollars !== null) return formatMicroDollars(capMicroDollars);
  return capCalls === null ? "—" : formatCount(capCalls);
}

function capWords({ capMicroDollars, capCalls }: RunProgress): string {
  if (capMicroDollars !== null) return capCalls === null ? "pauses before it" : `or ${formatQuantity(capCalls, "call")}`;
  return capCalls === null ? "none for this run" : "calls, then it pauses";
}
