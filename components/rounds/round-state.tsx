import { State } from "@/components/ui/state";
import type { RoundState as StateName } from "@/lib/rounds/types";

const TONES = { DRAFT: "idle", OPEN: "run", PAUSED: "idle", CLOSED: "success" } as const;

/** Whether a round is a draft, open, paused or closed. */
export function RoundState({ state }: { state: StateName }) {
  return <State tone={TONES[state]}>{state.toLowerCase()}</State>;
}
