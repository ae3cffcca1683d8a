import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import type { ExportPreview } from "@/lib/datasets/export-types";
import { formatCount, formatQuantity } from "@/lib/format";

export interface LeftOutProps {
  preview: Pick<ExportPreview, "dropped" | "stages" | "counted" | "complete">;
}

/** What is left out and why, and how many are left behind each step. */
export function LeftOut({ preview }: LeftOutProps) {
  const { dropped, stages, counted, complete } = preview;
  const of = formatQuantity(counted.comparisons, "comparison");
  return (
    <Section
      title="What is left out, and why"
      note={`${complete ? of : `the first ${of}`} → ${formatQuantity(counted.rows, "row")}`}
    >
      {dropped.length > 0 ? (
        <Table caption="Left out, with reasons" id="dropped">
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col" className="num">
                Count
              </th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {dropped.map(({ reason, count, mend }) => (
              <tr key={reason}>
                <th scope="row">{reason}</th>
                <td className="num">{formatCount(count)}</td>
                <td>{mend}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : (
        <p className="note">Nothing is left out.</p>
      )}
      <p className="note">{stages.map(({ stage, count }) => `${formatCount(count)} ${stage}`).join(" → ")}</p>
    </Section>
  );
}
