import Link from "next/link";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import { formatMicroDollars, formatQuantity } from "@/lib/format";
import type { ExtraCalls } from "@/lib/judges/types";
import { paths } from "@/lib/paths";

export interface RunExtraCallsProps {
  project: string;
  extra: ExtraCalls;
}

/** Calls that were made beyond one each, because a server stopped in the middle; nothing where there were none. */
export function RunExtraCalls({ project, extra }: RunExtraCallsProps) {
  const { answeredTwice, lost, newest } = extra;
  if (answeredTwice + lost === 0) return null;
  const words = [
    ...(lost > 0 ? [`${formatQuantity(lost, "call")} open when a server stopped`] : []),
    ...(answeredTwice > 0 ? [`${formatQuantity(answeredTwice, "call")} answered twice`] : []),
  ];
  return (
    <Section
      title="Calls beyond one each"
      note={`${words.join(", ")}. One answer is kept for each, and no label is made twice; the endpoint may have charged for both.`}
    >
      <Table caption="Calls beyond one each">
        <thead>
          <tr>
            <th scope="col">Comparison</th>
            <th scope="col">What happened</th>
            <th scope="col" className="num">
              Cost
            </th>
            <th scope="col" className="num">
              Time
            </th>
          </tr>
        </thead>
        <tbody>
          {newest.map(({ isLost, at, costMicroDollars, comparison }) => (
            <tr key={`${comparison.id} ${at}`}>
              <th scope="row">
                <Link href={paths.comparison(project, comparison.id)}>{comparison.name}</Link>
              </th>
              <td>{isLost ? "open when a server stopped; made again" : "answered after another server had taken it over"}</td>
              <td className="num">
                {costMicroDollars === null ? <span className="quiet">not known</span> : formatMicroDollars(costMicroDollars)}
              </td>
              <td className="num">
                <Time at={at} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
