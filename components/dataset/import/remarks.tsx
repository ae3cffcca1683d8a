import { Section } from "@/components/ui/layout/section";
import { formatCount, formatQuantity } from "@/lib/format";

const MOST_SHOWN = 100;

export interface RemarksProps {
  notices: readonly { row: number; message: string }[];
  /** All of them; more than `notices` holds in a large file. */
  count: number;
  note: string;
}

/** What is odd about rows and refuses none of them. */
export function Remarks({ notices, count, note }: RemarksProps) {
  if (count === 0) return null;
  const shown = notices.slice(0, MOST_SHOWN);
  return (
    <Section title={formatQuantity(count, "remark")} note={note}>
      <ul className="i-notices">
        {shown.map(({ row, message }) => (
          <li key={`${row} ${message}`}>
            Row {formatCount(row)}: {message}
          </li>
        ))}
      </ul>
      {count > shown.length ? <p className="quiet">And {formatCount(count - shown.length)} more.</p> : null}
    </Section>
  );
}
