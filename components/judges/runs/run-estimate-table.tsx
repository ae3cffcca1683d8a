"use client";

import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice";
import { fetchJson } from "@/lib/fetch-json";
import { formatCount, formatMicroDollars, formatNumber, formatQuantity } from "@/lib/format";
import type { RunEstimate } from "@/lib/judges/types";
import { api } from "@/lib/paths";

export interface RunEstimateTableProps {
  /** The run's choices as texts; empty ones are left out. */
  query: Readonly<Record<string, string>>;
}

/** What the run would come to: exact in calls, estimated in tokens and cost. */
export function RunEstimateTable({ query }: RunEstimateTableProps) {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
  const { data, error } = useQuery({
    queryKey: ["judge-run-estimate", given],
    queryFn: ({ signal }) => fetchJson<RunEstimate>(api.judgeRunEstimate(new URLSearchParams(given)), { signal }),
    placeholderData: (previous) => previous,
    retry: false,
  });
  return (
    <div className="sum" aria-live="polite">
      <h3>What it comes to</h3>
      {error ? <Notice tone="warn">{error.message}</Notice> : null}
      <table className="table mt-2">
        <caption className="sr-only">What the run comes to</caption>
        <tbody>
          <Row name="Comparisons" value={data && formatCount(data.comparisons)} />
          {data && data.excludedExamples > 0 ? (
            <Row name="Left out: examples of the judge" value={formatCount(data.excludedExamples)} />
          ) : null}
          <Row name="Calls to make" value={data && formatCount(data.calls)} />
          <Row name="Calls answered before" value={data && formatCount(data.answered)} />
          <Row name="Tokens in, M, about" value={data && formatNumber(data.tokensIn / 1_000_000, 3)} />
          <Row name="Tokens out, M, about" value={data && formatNumber(data.tokensOut / 1_000_000, 3)} />
          <Row
            name="Cost, about"
            value={data && (data.costMicroDollars === null ? "no price set" : formatMicroDollars(data.costMicroDollars))}
          />
        </tbody>
      </table>
      <p className="figure-foot">
        {data && data.measuredCalls > 0
          ? `Tokens as measured on ${formatQuantity(data.measuredCalls, "call")} of this version.`
          : "Tokens guessed at four characters each; after ten calls of this version they are measured."}
      </p>
    </div>
  );
}

function Row({ name, value }: { name: string; value: string | undefined }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">{value ?? <span className="quiet">…</span>}</td>
    </tr>
  );
}
