"use client";

import { Checkbox, RadioGroup } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/input";
import type { Preset, Scale } from "@/lib/labels/types";
import type { PresetOption } from "@/lib/projects/schema";
import { ScalePreview } from "./scale-preview";

/** What is chosen of a scale. */
export interface ScaleChoice {
  preset: Preset;
  levelsPerSide: number;
  allowsTie: boolean;
}

export interface ScalePickerProps {
  presets: readonly (PresetOption & { scale: Scale })[];
  customScales: readonly Scale[];
  value: ScaleChoice;
  comparative: string;
  onChange: (value: ScaleChoice) => void;
}

/** One of the six presets, the settings of a custom one, and what annotators will see. */
export function ScalePicker({ presets, customScales, value, comparative, onChange }: ScalePickerProps) {
  const scale = findScale(presets, customScales, value);
  return (
    <div className="grid gap-4">
      <RadioGroup
        legend="Scale"
        quietLegend
        name="preset"
        value={value.preset}
        onChange={(next) => {
          const chosen = presets.find((option) => option.preset === next);
          if (chosen) onChange({ ...value, preset: chosen.preset });
        }}
        options={presets.map((option) => ({ value: option.preset, label: option.name, help: option.about }))}
      />
      {value.preset === "CUSTOM" ? (
        <div className="flex flex-wrap items-end gap-4">
          <Field label="Degrees a side">
            <Select
              name="levelsPerSide"
              value={value.levelsPerSide}
              onChange={(event) => onChange({ ...value, levelsPerSide: Number(event.target.value) })}
            >
              {[1, 2, 3, 4].map((levels) => (
                <option key={levels} value={levels}>
                  {levels}
                </option>
              ))}
            </Select>
          </Field>
          <Checkbox
            name="allowsTie"
            label="With a tie in the middle"
            checked={value.allowsTie}
            onChange={(event) => onChange({ ...value, allowsTie: event.target.checked })}
          />
        </div>
      ) : null}
      {scale ? (
        <div>
          <p className="mb-2 text-ink-2 text-xs">What annotators see</p>
          <ScalePreview scale={scale} comparative={comparative} />
        </div>
      ) : null}
    </div>
  );
}

function findScale(presets: ScalePickerProps["presets"], customScales: readonly Scale[], value: ScaleChoice): Scale | undefined {
  if (value.preset !== "CUSTOM") return presets.find((option) => option.preset === value.preset)?.scale;
  return customScales.find((scale) => scale.levelsPerSide === value.levelsPerSide && scale.allowsTie === value.allowsTie);
}
