"use client";

import { useActionState, useState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { Scale } from "@/lib/labels/types";
import type { PresetOption } from "@/lib/projects/schema";
import { type ScaleChoice, ScalePicker } from "./scale-picker";

export interface ScaleFormProps {
  action: FormAction;
  project: string;
  presets: readonly (PresetOption & { scale: Scale })[];
  customScales: readonly Scale[];
  current: ScaleChoice;
  comparative: string;
}

/** Gives a project another scale, while nothing was labelled. */
export function ScaleForm({ action, project, presets, customScales, current, comparative }: ScaleFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [scale, setScale] = useState(current);
  return (
    <form action={submit} onReset={(event) => event.preventDefault()} className="grid max-w-4xl gap-4">
      <input type="hidden" name="project" value={project} />
      <ScalePicker presets={presets} customScales={customScales} value={scale} comparative={comparative} onChange={setScale} />
      <div className="actions items-center">
        <SubmitButton variant="default" busy="Saving …">
          Save the scale
        </SubmitButton>
        <FormMessage state={state} />
      </div>
    </form>
  );
}
