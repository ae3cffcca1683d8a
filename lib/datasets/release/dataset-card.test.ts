import { expect, test } from "vitest";
import type { ExportManifest } from "@/lib/datasets/export-types";
import { toDatasetCard } from "./dataset-card";

const file = { name: "sky.train.trl.jsonl", bytes: 10, sha256: "ab12" };
const manifest: ExportManifest = {
  version: 2,
  project: { slug: "sky", name: 'Sky: "blue" | or not' },
  format: "trl",
  selection: {} as ExportManifest["selection"],
  method: "One row for each person's preference.",
  asOf: "2026-11-25T12:00:00.000000Z",
  counted: { comparisons: 1200, labels: 3000, rows: 2500 },
  stages: [{ stage: "rows", count: 2500 }],
  dropped: [{ reason: "a tie", count: 500, mend: "" }],
  figures: { chosenIsA: 1250, chosenIsLonger: 10, differInLength: 20, ties: 0, meanMargin: 2.5, prompts: 400 },
  leaks: null,
  versions: { scale: 1, guidelines: null, constitutions: [], judges: [] },
  annotators: { people: 3, judges: [] },
  agreement: null,
  inputs: { sha256: "cd" },
  file,
  files: [{ ...file, split: "train", rows: 2000 }],
  createdAt: "2026-11-25T12:00:01.000Z",
  software: { name: "concord", version: "1.0.0" },
};

test("a card has a head that the Hub reads, and the figures of the manifest", () => {
  const card = toDatasetCard(manifest, { number: 2, note: "More people." });
  const [, head = "", body = ""] = card.split("---\n");
  expect(head).toContain('pretty_name: "Sky: \\"blue\\" | or not"');
  expect(head).toContain("size_categories:\n- 1K<n<10K");
  expect(head).toContain('  - split: train\n    path: "sky.train.trl.jsonl"');
  expect(body).toContain("version 2\n\nMore people.");
  expect(body).toContain("2,500 rows from 1,200 comparisons with 3,000 labels");
  expect(body).toContain("| a tie | 500 |");
  expect(body).toContain("| sky.train.trl.jsonl | 2,000 | `ab12` |");
});
