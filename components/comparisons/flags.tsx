import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { FlagView } from "@/lib/comparisons/types";

/** What annotators told the researchers about the comparison. */
export function Flags({ flags }: { flags: readonly FlagView[] }) {
  return (
    <ul className="grid gap-2 text-sm">
      {flags.map((flag) => (
        <li key={flag.id}>
          <State tone={flag.resolvedAt ? "idle" : "warn"}>{flag.resolvedAt ? `${flag.kind}, resolved` : flag.kind}</State>{" "}
          {flag.note ? `“${flag.note}” ` : ""}
          <span className="text-ink-2">
            {flag.annotator?.name ?? "an annotator"}, <Time at={flag.createdAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
