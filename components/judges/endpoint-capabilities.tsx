import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format";
import type { Capabilities } from "@/lib/judges/endpoint-schema";
import type { EndpointEntry } from "@/lib/judges/types";

/** What the last test found out about an endpoint, in words. */
export function EndpointCapabilities({ capabilities, testedAt }: Pick<EndpointEntry, "capabilities" | "testedAt">) {
  if (capabilities === null || testedAt === null) return <span className="text-ink-3">not tested</span>;
  return (
    <>
      <p>{toWords(capabilities).join(", ")}</p>
      <p className="text-ink-3 text-xs">
        {capabilities.model}, {formatCount(capabilities.latencyMs)} ms, <Time at={testedAt} />
      </p>
    </>
  );
}

function toWords(found: Capabilities): string[] {
  const words = [
    found.logprobs === "yes" ? `log-probabilities (${found.alternatives ?? 0} a token)` : "no log-probabilities",
    found.scoring === "yes" ? "scores given answers" : null,
    found.n === "yes" ? "several answers a call" : "one answer a call",
    found.seed === "yes" ? "keeps to a seed" : found.seed === "no" ? "no seed" : "seed unclear",
    found.systemRole === "yes" ? "system message" : "no system message",
    found.usage === "yes" ? null : "does not count tokens",
    found.contextTokens === null ? "context not said" : `${formatCount(found.contextTokens)} tokens of context`,
  ];
  return words.filter((word) => word !== null);
}
