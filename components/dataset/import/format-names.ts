import type { ImportFormatName } from "@/lib/datasets/schema";

/** What people call each format. */
export const FORMAT_NAMES: Record<ImportFormatName, string> = {
  "concord-jsonl": "Concord JSON Lines",
  "hh-rlhf": "HH-RLHF",
  "hh-red-team": "HH-RLHF red team",
  trl: "TRL preference",
  "trl-unpaired": "TRL unpaired (KTO)",
  ultrafeedback: "UltraFeedback",
  nectar: "Nectar",
  helpsteer: "HelpSteer 2 and 3",
  shp: "SHP",
  "safe-rlhf": "PKU-SafeRLHF",
  openassistant: "OpenAssistant",
  "mt-bench": "MT-bench",
  arena: "Chatbot Arena",
  "annotated-pairs": "AnnotatedPairs",
  "reward-bench": "RewardBench",
  "alpaca-eval": "AlpacaEval",
  pandalm: "PandaLM",
  "label-studio": "Label Studio",
  argilla: "Argilla",
  csv: "CSV, by its columns",
  tsv: "TSV, by its columns",
  json: "JSON, by its columns",
  jsonl: "JSON Lines, by its columns",
  parquet: "Parquet, by its columns",
};
