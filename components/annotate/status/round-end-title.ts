import { statusTexts } from "@/components/annotate/texts/status";

/** Why there is no comparison on the screen. */
export type RoundEndKind = "complete" | "closed" | "fetching" | "paused" | "waiting";

/** The page's heading where there is no comparison. */
export const ROUND_END_TITLE: Readonly<Record<RoundEndKind, string>> = statusTexts.endTitle;
