"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice";
import { fetchJson } from "@/lib/fetch-json";
import { formatCount, formatMicroDollars, formatNumber, formatQuantity } from "@/lib/format";
import { api } from "@/lib/paths";
import type { RevisionEstimate } from "@/lib/revisions/types";

export interface EstimateTableProps {
  project: string;
  /** What stands in the form; null before it is there. */
  texts: Readonly<Record<string, string>> | null;
}

/** What the run would come to: exact in chains and calls; tokens and cost from what was measured, or as a bound. */
export function EstimateTable({ project, texts }: EstimateTableProps) {
  const { data, error } = useQuery({
    queryKey: ["revision-estimate", project, texts],
    queryFn: ({ signal }) =>
      fetchJson<RevisionEstimate>(api.revisionEstimate(project), { method: "POST", body: { texts }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    enabled: texts !== null,
  });
  const estimate = data?.estimate ?? null;
  const problem = Object.values(data?.fields ?? {})[0];
  const atMost = estimate?.from === "sizes" ? "at most " : "";
  const million = (tokens: number | undefined) => (tokens === undefined ? "…" : formatNumber(tokens / 1_000_000, 3));
  const upTo = (text: string | undefined) => (estimate?.from === "model" ? `up to ${text}` : undefined);
  const cost = estimate?.costMicroDollars ?? null;
  const highCost = estimate?.high.costMicroDollars ?? null;
  return (
    <div className="sum" aria-live="polite">
      <h3>What it comes to</h3>
      <table className="table mt-2">
        <caption className="sr-only">What the run comes to</caption>
        <tbody>
          <Row name="Chains" value={estimate ? formatCount(estimate.chains) : "…"} />
          {estimate && estimate.examples > 0 ? (
            <Row name="Left out: examples are about them" value={formatCount(estimate.examples)} />
          ) : null}
          <Row name="Calls to make" value={estimate ? formatCount(estimate.calls) : "…"} />
          <Row
            name="Tokens in, M"
            value={`${atMost}${million(estimate?.tokensIn)}`}
            range={upTo(million(estimate?.high.tokensIn))}
          />
          <Row
            name="Tokens out, M"
            value={`${atMost}${million(estimate?.tokensOut)}`}
            range={upTo(million(estimate?.high.tokensOut))}
          />
          <Row
            name="Cost"
            value={cost === null ? (estimate ? "no price" : "…") : `${atMost}${formatMicroDollars(cost)}`}
            range={highCost === null ? undefined : upTo(formatMicroDollars(highCost))}
          />
        </tbody>
      </table>
      {estimate ? (
        <p className="figure-foot">
          {estimate.from === "model"
            ? `From the last ${formatQuantity(estimate.measuredSteps, "step")} of this model in this project, as if these were like them; "up to" is passed in 1 of 40 cases.`
            : "An upper bound from the sizes of the texts, two characters to a token, with every step as long as it may be. Ten steps of each kind by this model make it an estimate."}{" "}
          Tries that fail come on top.
        </p>
      ) : null}
      {error ? <Notice tone="warn">{error.message}</Notice> : null}
      {problem ? (
        <Notice tone="warn" title="It would not start like this.">
          {problem}
        </Notice>
      ) : null}
    </div>
  );
}

function Row({ name, value, range }: { name: string; value: string; range?: string | undefined }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">
        {value === "…" ? <span className="quiet">…</span> : value} {range ? <span className="ci">{range}</span> : null}
      </td>
    </tr>
  );
}
