"use client";

import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice";
import { fetchJson } from "@/lib/fetch-json";
import { formatCount, formatDuration, formatMicroDollars, formatNumber } from "@/lib/format";
import type { RunEstimate, RunSums } from "@/lib/judges/types";
import { api } from "@/lib/paths";

export interface RunEstimateTableProps {
  /** The run's choices as texts; empty ones are left out. */
  query: Readonly<Record<string, string>>;
}

/** What the run would come to: exact in calls; tokens, cost and time with their range. */
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
          <Row name="Tokens in, M" {...ranged(data, "tokensIn", millions)} />
          <Row name="Tokens out, M" {...ranged(data, "tokensOut", millions)} />
          <Row name="Cost" {...ranged(data, "costMicroDollars", formatMicroDollars, "no price")} />
          <Row name="Time" {...ranged(data, "seconds", formatDuration, "not measured yet")} />
        </tbody>
      </table>
      {data ? <p className="figure-foot">{data.basis}</p> : null}
    </div>
  );
}

function millions(tokens: number): string {
  return formatNumber(tokens / 1_000_000, 3);
}

/** "$0.41" with "[$0.38, $0.44]", or the words for none. */
function ranged(
  data: RunEstimate | undefined,
  of: keyof RunSums,
  format: (value: number) => string,
  none = "—",
): { value: string | undefined; range?: string } {
  if (!data) return { value: undefined };
  const value = data[of];
  const [low, high] = [data.low[of], data.high[of]];
  if (value === null || low === null || high === null) return { value: none };
  return { value: format(value), range: `[${format(low)}, ${format(high)}]` };
}

function Row({ name, value, range }: { name: string; value: string | undefined; range?: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">
        {value ?? <span className="quiet">…</span>} {range ? <span className="ci">{range}</span> : null}
      </td>
    </tr>
  );
}
