"use client";

import { useId } from "react";
import { Segmented } from "@/components/ui/form/segmented";
import type { RoundInput } from "@/lib/rounds/schema";
import { Row, WholeNumber } from "./form-row";

/** The mark that a new training begins with. */
const USUAL_MARK = 0.8;

export interface RoundQualityRowsProps {
  settings: RoundInput;
  errors: Readonly<Record<string, string>>;
  trainings: readonly { id: string; name: string }[];
  onChange: (change: Partial<RoundInput>) => void;
}

/** What measures quality in a round: whether it trains or labels, gold, repeats, and the training before it. Folded: most rounds need none. */
export function RoundQualityRows({ settings, errors, trainings, onChange }: RoundQualityRowsProps) {
  const isSet = settings.kind === "TRAINING" || settings.goldShare > 0 || settings.repeatShare > 0 || settings.trainingRoundId;
  const errorOf = (name: string) => errors[`settings.${name}`] ?? errors[name];
  const choose = (kind: RoundInput["kind"]) =>
    onChange({ kind, passMark: kind === "TRAINING" ? (settings.passMark ?? USUAL_MARK) : null });
  return (
    <details open={isSet ? true : undefined}>
      <summary>Training, gold and repeats</summary>
      <div className="form mt-4">
        <Row title="Kind" note="what its labels are">
          <input type="hidden" name="kind" value={settings.kind} />
          <Segmented
            label="Kind"
            value={settings.kind}
            options={[
              { value: "LABELLING", label: "Labelling" },
              { value: "TRAINING", label: "Training" },
            ]}
            onChange={choose}
          />
          <p className="field-help">
            A training asks comparisons with gold answers and says after each what the guidelines say. Its labels are no data.
          </p>
        </Row>
        {settings.kind === "TRAINING" ? (
          <PassMark settings={settings} error={errorOf("passMark")} onChange={onChange} />
        ) : (
          <Hidden settings={settings} errorOf={errorOf} trainings={trainings} onChange={onChange} />
        )}
      </div>
    </details>
  );
}

type PartProps = Pick<RoundQualityRowsProps, "settings" | "onChange">;

function PassMark({ settings, error, onChange }: PartProps & { error: string | undefined }) {
  const id = useId();
  return (
    <Row title="Pass mark" note="share answered as the gold says" error={error}>
      <div className="form-line">
        <label htmlFor={id}>At least</label>
        <WholeNumber
          id={id}
          name="passMark"
          value={toPercent(settings.passMark ?? USUAL_MARK)}
          onChange={(percent) => onChange({ passMark: percent / 100 })}
        />
        <span>% name the same response as the gold. Whoever is below may try again.</span>
      </div>
    </Row>
  );
}

interface HiddenProps extends PartProps {
  errorOf: (name: string) => string | undefined;
  trainings: RoundQualityRowsProps["trainings"];
}

function Hidden({ settings, errorOf, trainings, onChange }: HiddenProps) {
  const id = useId();
  return (
    <>
      <Row title="Gold" note="hidden among the others" error={errorOf("goldShare")}>
        <div className="form-line">
          <WholeNumber
            id={`${id}-gold`}
            name="goldShare"
            value={toPercent(settings.goldShare)}
            onChange={(percent) => onChange({ goldShare: percent / 100 })}
          />
          <label htmlFor={`${id}-gold`}>% of each queue are comparisons with gold answers</label>
        </div>
        <p className="field-help">
          Then gold comparisons are dealt by this share alone. 2 to 5 % is usual; nobody can tell them.
        </p>
      </Row>
      <Row title="Repeats" note="of the same person" error={errorOf("repeatShare")}>
        <div className="form-line">
          <WholeNumber
            id={`${id}-repeats`}
            name="repeatShare"
            value={toPercent(settings.repeatShare)}
            onChange={(percent) => onChange({ repeatShare: percent / 100 })}
          />
          <label htmlFor={`${id}-repeats`}>% of their comparisons come again much later, left and right exchanged</label>
        </div>
        <p className="field-help">They measure how far people agree with themselves, and count as no further label.</p>
      </Row>
      <Row title="Training first" note="who must have passed" error={errorOf("trainingRoundId")}>
        <select
          className="select !w-72"
          aria-label="Training that must be passed first"
          name="trainingRoundId"
          value={settings.trainingRoundId ?? ""}
          onChange={(event) => onChange({ trainingRoundId: event.target.value || null })}
        >
          <option value="">None</option>
          {trainings.map(({ id: training, name }) => (
            <option key={training} value={training}>
              {name}
            </option>
          ))}
        </select>
        <p className="field-help">Whoever has not passed it is served nothing of this round.</p>
      </Row>
    </>
  );
}

function toPercent(share: number): number {
  return Math.round(share * 100);
}
