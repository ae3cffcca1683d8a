import { FormInput, type FormTexts } from "@/components/judges/form-input";
import { RadioGroup } from "@/components/ui/form/choice";
import type { Choose, RunChoices } from "./run-form";

export interface RunSampleRowProps {
  form: FormTexts;
  choices: RunChoices;
  choose: Choose;
}

/** All of them, or a sample by a seed. */
export function RunSampleRow({ form, choices, choose }: RunSampleRowProps) {
  return (
    <>
      <RadioGroup
        legend="Which of them"
        name="which"
        value={choices.which}
        onChange={(which) => choose("which", which)}
        options={[
          { value: "all", label: "All of them" },
          { value: "random", label: "Some, at random" },
        ]}
      />
      {choices.which === "random" ? (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
          <FormInput
            form={form}
            name="n"
            label="How many"
            inputMode="numeric"
            className="w-24"
            value={choices.n}
            defaultValue={undefined}
            onChange={(event) => choose("n", event.target.value)}
          />
          <FormInput
            form={form}
            name="seed"
            label="Seed"
            inputMode="numeric"
            className="w-32"
            value={choices.seed}
            defaultValue={undefined}
            onChange={(event) => choose("seed", event.target.value)}
            help="The same seed draws the same comparisons."
          />
        </div>
      ) : null}
    </>
  );
}
