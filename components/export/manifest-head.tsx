import { CopyText } from "@/components/ui/form/copy-text";
import { Section } from "@/components/ui/layout/section";
import { EXPORT_NAMES, type ExportInput } from "@/lib/datasets/export-schema";

export interface ManifestHeadProps {
  project: string;
  input: ExportInput;
}

/** The selection as the manifest will say it, and the command that makes the same file. */
export function ManifestHead({ project, input }: ManifestHeadProps) {
  return (
    <Section title="Manifest" note="From it the same bytes are made again.">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="export-preview" tabIndex={0}>
        <code>{JSON.stringify({ project, selection: input }, null, 1)}</code>
      </pre>
      <CopyText label="The same on the command line" text={toCommand(project, input)} />
    </Section>
  );
}

/** Options are the names of the schema, with hyphens. */
function toCommand(project: string, input: ExportInput): string {
  const options = EXPORT_NAMES.flatMap((name) => {
    const value = input[name];
    if (value === undefined || STANDING[name] === value) return [];
    const text = Array.isArray(value) ? value.join(",") : String(value);
    return [
      `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${/[^\w.,=-]/.test(text) ? `'${text}'` : text}`,
    ];
  });
  return `npx concord export --project ${project} ${options.join(" ")} --out FILE`;
}

const STANDING: Partial<Record<keyof ExportInput, unknown>> = {
  packing: "plain",
  slice: "all",
  adjudicated: "either",
  examples: "leave-out",
  source: "human",
  method: "majority",
  ties: "leave-out",
  bothBad: "leave-out",
  unsettled: "leave-out",
  soft: "raw",
  margin: "strength",
  weights: "none",
  test: 0,
  seed: 1,
  splitBy: "conversation",
  deduplicate: "none",
};
