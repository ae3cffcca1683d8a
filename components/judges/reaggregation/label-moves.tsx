import { DataList } from "@/components/ui/layout/data-list";
import { formatCount } from "@/lib/format";
import type { LabelMoves as Moves } from "@/lib/reaggregation/types";

/** What becomes of the version's own labels under another rule. */
export function LabelMoves({ moves }: { moves: Moves }) {
  const rows: [string, number][] = [
    ["Stay as they are", moves.same],
    ["Turn from one response to the other", moves.turned],
    ["Become a tie", moves.toTie],
    ["Were a tie, and prefer a response", moves.fromTie],
    ["Same response, another strength", moves.strength],
    ["Have no preference any more", moves.lost],
    ["Get a preference", moves.gained],
  ];
  return <DataList figures items={rows.map(([term, value]) => ({ term, value: formatCount(value) }))} />;
}
