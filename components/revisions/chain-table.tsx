import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { LinkButton } from "@/components/ui/link-button";
import { State } from "@/components/ui/state";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ChainRow } from "@/lib/revisions/types";

export interface ChainTableProps {
  project: string;
  runId: string;
  chains: readonly ChainRow[];
  total: number;
  /** Chains on a page. */
  limit: number;
}

const STATES = {
  DONE: { tone: "success", word: "whole" },
  LEASED: { tone: "run", word: "being written" },
  WAITING: { tone: "idle", word: "waiting" },
  FAILED: { tone: "danger", word: "given up" },
} as const;

/** The chains of a run, a page of them, with how far each was reviewed. */
export function ChainTable({ project, runId, chains, total, limit }: ChainTableProps) {
  const [first, last] = [chains[0]?.place ?? 1, chains.at(-1)?.place ?? 0];
  return (
    <>
      <Table caption="Chains of this run" id="chains">
        <thead>
          <tr>
            <th scope="col" className="num">
              Chain
            </th>
            <th scope="col">Prompt</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Texts
            </th>
            <th scope="col" className="num">
              Reviewed
            </th>
            <th scope="col">Remarks</th>
          </tr>
        </thead>
        <tbody>
          {chains.map((chain) => (
            <tr key={chain.place}>
              <th scope="row" className="num">
                <Link href={paths.revisionChain(project, runId, chain.place)}>{chain.place}</Link>
              </th>
              <td className="max-w-md truncate">{chain.excerpt}</td>
              <td>
                <State tone={STATES[chain.state].tone}>{STATES[chain.state].word}</State>
              </td>
              <td className="num">{formatCount(chain.steps)}</td>
              <td className="num">{formatCount(chain.reviewed)}</td>
              <td>
                {[
                  chain.edited > 0 ? `${formatCount(chain.edited)} edited` : "",
                  chain.rejected > 0 ? `${formatCount(chain.rejected)} rejected` : "",
                  chain.isUnchanged ? "ends as it began" : "",
                ]
                  .filter(Boolean)
                  .join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {total > chains.length ? (
        <nav className="actions mt-3" aria-label="Pages of chains">
          {first > 1 ? (
            <LinkButton size="sm" href={paths.revisionChains(project, runId, Math.max(1, first - limit))}>
              Earlier
            </LinkButton>
          ) : null}
          <span className="note">
            {formatCount(first)} to {formatCount(last)} of {formatCount(total)}
          </span>
          {last < total ? (
            <LinkButton size="sm" href={paths.revisionChains(project, runId, last + 1)}>
              Later
            </LinkButton>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}
