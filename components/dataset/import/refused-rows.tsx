import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import type { RefusedRow } from "@/lib/datasets/schema";
import { formatCount, formatQuantity } from "@/lib/format";

export interface RefusedRowsProps {
  /** The first thousand. */
  refused: readonly RefusedRow[];
  count: number;
}

/** Rows that were left out: where, what is wrong, how to mend it. */
export function RefusedRows({ refused, count }: RefusedRowsProps) {
  return (
    <Section
      title={`${formatQuantity(count, "row")} with a problem`}
      note={count > refused.length ? `The first ${formatCount(refused.length)} are listed.` : undefined}
      actions={<CopyCsv table="refused" />}
    >
      <Table caption="Refused rows with the reason and the cure" id="refused">
        <thead>
          <tr>
            <th scope="col" className="num">
              Row
            </th>
            <th scope="col">Column</th>
            <th scope="col">What is wrong</th>
            <th scope="col">How to mend it</th>
          </tr>
        </thead>
        <tbody>
          {refused.map(({ row, column, reason, mend }) => (
            <tr key={`${row} ${column} ${reason}`}>
              <td className="num">{formatCount(row)}</td>
              <td>{column === "" ? "whole row" : <code>{column}</code>}</td>
              <td>{reason}</td>
              <td>{mend}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
