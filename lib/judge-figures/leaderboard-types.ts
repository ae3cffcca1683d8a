import type { AgreementOptions } from "@/lib/agreement/schema";
import type { AgreementReport, Figure, ReportedFilters, ReportedGroup, ReportedJudge } from "@/lib/agreement/types";
import type { BestTests } from "./types";

/** A judge version, an imported judge or a baseline on the leaderboard. */
export interface LeaderboardRow {
  /** Null for a version of a judge without a label that counts. */
  annotator: string | null;
  kind: "AI" | "BASELINE";
  name: string;
  judge: { id: string; version: number } | null;
  openRun: { id: string; state: "RUNNING" | "PAUSED" } | null;
  unreadable: number;
  /** Its entry of the agreement report; null while a run is open and where nothing counts. */
  figures: ReportedJudge | null;
  /** Why there are no figures. */
  reason: string | null;
  /** What a label has cost; null: see `costReason`. */
  perLabelMicroDollars: number | null;
  costReason: string | null;
  /** A judge's calls one after the other. */
  secondsPerLabel: number | null;
}

/** Every judge beside the people that it might stand in for. */
export interface Leaderboard {
  project: string;
  criterion: string;
  round: number | null;
  ties: AgreementOptions["ties"];
  invalid: AgreementOptions["invalid"];
  /** Which labels alone were counted; empty: all. */
  filters: ReportedFilters;
  counted: AgreementReport["counted"];
  epsilon: number;
  generatedAt: string;
  seed: number;
  labelsVersion: string;
  /** Agreement with people's labels of someone who always gives their most frequent answer. */
  alwaysLargest: Figure;
  people: {
    annotators: number;
    /** People among themselves; null without people. */
    group: ReportedGroup | null;
    perLabelMicroDollars: number | null;
    costReason: string | null;
    /** Mean active time. */
    secondsPerLabel: number | null;
  };
  hourlyRateMicroDollars: number | null;
  rows: LeaderboardRow[];
  tests: BestTests;
}
