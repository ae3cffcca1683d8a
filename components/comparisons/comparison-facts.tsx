import Link from "next/link";
import { DataList } from "@/components/ui/layout/data-list";
import { Time } from "@/components/ui/time";
import type { ComparisonView } from "@/lib/comparisons/types";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";

export interface ComparisonFactsProps {
  project: string;
  comparison: ComparisonView;
}

/** Where a comparison comes from, what the file said of it, and in which rounds it was asked. */
export function ComparisonFacts({ project, comparison }: ComparisonFactsProps) {
  const { dataset, sourceRow, metadata } = comparison;
  const items = [
    { term: "Id", value: <code className="font-mono">{comparison.id}</code> },
    ...(comparison.externalId
      ? [{ term: "Id in the source", value: <code className="font-mono">{comparison.externalId}</code> }]
      : []),
    {
      term: "Source",
      value: dataset ? (
        <>
          <Link href={paths.dataset(project)}>{dataset.fileName}</Link>
          {sourceRow === null ? "" : `, row ${formatCount(sourceRow)}`} <span className="quiet">{dataset.format}</span>
        </>
      ) : (
        "not from a file"
      ),
    },
    { term: "Stored", value: <Time at={comparison.createdAt} /> },
    { term: "Resampled with", value: <code className="font-mono break-all">{comparison.clusterKey}</code> },
    ...(comparison.turnIndex === null ? [] : [{ term: "Turn", value: formatCount(comparison.turnIndex) }]),
    ...(comparison.rounds.length === 0
      ? []
      : [
          {
            term: "Rounds",
            value: comparison.rounds.map((round, index) => (
              <span key={round.id}>
                {index > 0 ? ", " : ""}
                <Link href={paths.round(project, round.id)}>
                  {round.number}: {round.name}
                </Link>{" "}
                <span className="quiet">{round.selectionReason.toLowerCase().replaceAll("_", " ")}</span>
              </span>
            )),
          },
        ]),
    ...(comparison.remarks.length > 0 ? [{ term: "Import remarks", value: comparison.remarks.join(", ") }] : []),
    ...Object.entries(metadata).map(([term, value]) => ({ term, value: toText(value) })),
  ];
  return <DataList items={items} className="max-w-3xl" />;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
