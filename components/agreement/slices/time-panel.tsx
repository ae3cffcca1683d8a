import { ENOUGH } from "@/components/agreement/words";
import { TimePlot } from "@/components/charts/time-plot";
import { formatDay } from "@/lib/format";
import { SlicePanel } from "./slice-panel";
import { type SliceSources, toTimeRows } from "./to-slice-rows";

/** Agreement along time, with what changed meanwhile. Nothing where all was labelled in one span. */
export function TimePanel({ sources }: { sources: SliceSources }) {
  const rows = toTimeRows(sources);
  if (rows.length === 0) return null;
  const { changes } = sources.report.timeline;
  const few = rows.filter(({ points }) => points.some(({ sentence }) => sentence !== null));
  return (
    <div className="mt-6">
      <SlicePanel
        sources={sources}
        by="time"
        title="Over time"
        sub="by the day on which people labelled; dashed: guidelines or a judge changed"
        definition="Parts are spans of equal length: people’s labels given in them, judges’ labels on their comparisons. People and comparisons differ from span to span, so compare inside rounds before you speak of a drift."
        head="Days"
        foot={
          few.length > 0
            ? `Under ${ENOUGH} comparisons, without a mark: from ${few.map(({ from }) => formatDay(from)).join(", ")}. The table has their numbers.`
            : null
        }
      >
        <TimePlot
          title="Agreement along time, with 95&nbsp;% intervals"
          rows={rows}
          changes={changes.map(({ at, what, name }) => ({ at, name: what === "guidelines" ? `guidelines ${name}` : name }))}
        />
      </SlicePanel>
    </div>
  );
}
