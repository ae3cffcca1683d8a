import { gateTitles } from "@/components/annotate/texts/gate-titles";
import type { QueueGate } from "@/lib/rounds/types";

/** The page's heading where something comes before the next comparison. */
export const GATE_TITLE: Readonly<Record<QueueGate["kind"], string>> = gateTitles;
