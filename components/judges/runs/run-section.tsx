import { Section } from "@/components/ui/layout/section";
import { RunForm, type RunFormProps } from "./run-form";

/** The part of a judge's page that starts a run. */
export function RunSection(props: RunFormProps) {
  return (
    <Section title="Start a run" note="Calls that this version has answered are never made again.">
      <RunForm {...props} />
    </Section>
  );
}
