"use client";

import { useActionState, useState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Notice } from "@/components/ui/notice";
import type { GoldCount } from "@/lib/gold/types";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { RoundInput } from "@/lib/rounds/schema";
import { RoundFormRows } from "./round-form-rows";
import { RoundQualityRows } from "./round-quality-rows";
import { RoundSum } from "./round-sum";

export interface RoundFormProps {
  action: FormAction;
  project: string;
  /** Empty for a round that is not written yet. */
  roundId: string;
  initial: RoundInput;
  /** Comparisons that can be drawn from. */
  available: number;
  criteria: readonly { id: string; key: string; question: string }[];
  people: readonly { userId: string; name: string }[];
  gold: readonly GoldCount[];
  trainings: readonly { id: string; name: string }[];
}

/** Sets a round up: questions at the left, what they come to at the right, exact and before anything is written. */
export function RoundForm({ action, project, roundId, initial, available, criteria, people, gold, trainings }: RoundFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [settings, setSettings] = useState(initial);
  const chosen = people.filter((person) => settings.userIds.includes(person.userId));
  return (
    <form
      action={submit}
      onReset={(event) => event.preventDefault()}
      className="cols f-cols border-line border-t pt-4"
      aria-label="Round"
    >
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="roundId" value={roundId} />
      <div className="form">
        <RoundFormRows
          settings={settings}
          errors={state.fields}
          available={available}
          criteria={criteria}
          people={people}
          onChange={(change) => setSettings({ ...settings, ...change })}
        />
        <RoundQualityRows
          settings={settings}
          errors={state.fields}
          trainings={trainings}
          onChange={(change) => setSettings({ ...settings, ...change })}
        />
      </div>
      <RoundSum settings={settings} available={available} people={chosen} gold={gold}>
        <div className="mt-4 grid gap-3">
          <FormMessage state={state} />
          {state.message && Object.keys(state.fields).length > 0 ? <Notice tone="danger">{state.message}</Notice> : null}
          <div className="actions flex-wrap">
            <SubmitButton name="intent" value="open" busy="Opening …">
              Open the round
            </SubmitButton>
            <SubmitButton name="intent" value="save" variant="default" busy="Saving …">
              Save as a draft
            </SubmitButton>
          </div>
        </div>
      </RoundSum>
    </form>
  );
}
