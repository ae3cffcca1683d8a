import type { ExportManifest } from "@/lib/datasets/export-types";
import { formatCount, formatNumber, formatQuantity } from "@/lib/format";

/**
 * The card of a dataset in the Hub's format: a head in YAML that names its files and size, then what it is, in figures of its manifest.
 *
 * @see https://huggingface.co/docs/hub/datasets-cards
 */
export function toDatasetCard(manifest: ExportManifest, release: { number: number; note: string } | null): string {
  const { project, method, counted, stages, dropped, figures, leaks, versions, asOf, files, software, annotators } = manifest;
  const title = release ? `${project.name}, version ${release.number}` : project.name;
  return [
    toHead(manifest),
    `# ${title}`,
    release?.note ?? "",
    method,
    `${formatQuantity(counted.rows, "row")} from ${formatQuantity(counted.comparisons, "comparison")} with ${formatQuantity(counted.labels, "label")}, as of ${asOf}.`,
    `## Figures\n\n${table(["", ""], figureRows(figures))}`,
    leaks
      ? `Train ${formatCount(leaks.train.rows)} and test ${formatCount(leaks.test.rows)} rows. In both: ${formatQuantity(leaks.promptsInBoth, "prompt")}, ${formatQuantity(leaks.conversationsInBoth, "conversation")}.`
      : "",
    `## From comparisons to rows\n\n${table(
      ["Step", "Left"],
      stages.map(({ stage, count }) => [stage, formatCount(count)]),
    )}`,
    dropped.length === 0
      ? "Nothing was left out."
      : `## Left out\n\n${table(
          ["Reason", "Count"],
          dropped.map(({ reason, count }) => [reason, formatCount(count)]),
        )}`,
    `## Made under\n\n${table(
      ["", ""],
      [
        ["Scale", toVersion(versions.scale)],
        ["Guidelines", toVersion(versions.guidelines)],
        ...annotators.judges.map(({ name, version, model, contentHash }) => [
          `Judge ${name}, version ${version}`,
          `${model}, ${contentHash.slice(0, 12)}`,
        ]),
        ["Software", `${software.name} ${software.version}`],
      ],
    )}`,
    `## Files\n\n${table(
      ["File", "Rows", "SHA-256"],
      files.map(({ name, rows, sha256 }) => [name, formatCount(rows), `\`${sha256}\``]),
    )}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function toHead({ project, counted, files, format }: ExportManifest): string {
  const data = files.map(({ name, split }) => `  - split: ${split ?? "train"}\n    path: ${JSON.stringify(name)}`);
  return [
    "---",
    `pretty_name: ${JSON.stringify(project.name)}`,
    `tags:\n- preference\n- ${format}\n- concord`,
    `size_categories:\n- ${toSize(counted.rows)}`,
    `configs:\n- config_name: default\n  data_files:\n${data.join("\n")}`,
    "---",
  ].join("\n");
}

/** The Hub's words for sizes. */
function toSize(rows: number): string {
  const steps = [
    [1_000, "n<1K"],
    [10_000, "1K<n<10K"],
    [100_000, "10K<n<100K"],
    [1_000_000, "100K<n<1M"],
    [10_000_000, "1M<n<10M"],
  ] as const;
  return steps.find(([below]) => rows < below)?.[1] ?? "10M<n<100M";
}

function figureRows({
  prompts,
  chosenIsA,
  chosenIsLonger,
  differInLength,
  ties,
  meanMargin,
}: ExportManifest["figures"]): string[][] {
  const rows = [["Prompts", formatCount(prompts)]];
  if (meanMargin === null) return rows;
  return [
    ...rows,
    ["Chosen is A", formatCount(chosenIsA)],
    ["Chosen is the longer", `${formatCount(chosenIsLonger)} of ${formatCount(differInLength)} that differ in length`],
    ["Ties", formatCount(ties)],
    ["Mean margin", formatNumber(meanMargin)],
  ];
}

function toVersion(version: number | null): string {
  return version === null ? "none" : `version ${version}`;
}

/** A table in Markdown; what a name may hold does not break it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
