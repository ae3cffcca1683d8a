"use client";

import { useId, useState } from "react";
import { Checkbox } from "@/components/ui/form/choice";
import { Segmented } from "@/components/ui/form/segmented";
import { formatCount } from "@/lib/format";
import type { RoundInput, Sampling } from "@/lib/rounds/schema";
import { DealingRow } from "./dealing-row";
import { Row, WholeNumber } from "./form-row";

export interface RoundFormRowsProps {
  settings: RoundInput;
  /** By "settings.name". */
  errors: Readonly<Record<string, string>>;
  available: number;
  criteria: readonly { id: string; key: string; question: string }[];
  people: readonly { userId: string; name: string }[];
  onChange: (change: Partial<RoundInput>) => void;
}

/** The questions of a round's form. */
export function RoundFormRows({ settings, errors, available, criteria, people, onChange }: RoundFormRowsProps) {
  const id = useId();
  return (
    <>
      <Row title="Name" note="seen by its annotators" error={errors["settings.name"]}>
        <input
          className="input !w-72"
          aria-label="Name of the round"
          name="name"
          maxLength={120}
          required
          value={settings.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Row>
      <Row title="What is asked" note="of each comparison, in this order" error={errors["settings.criterionIds"]}>
        <div className="ticks">
          {criteria.map((criterion) => (
            <Checkbox
              key={criterion.id}
              name="criterionIds[]"
              value={criterion.id}
              checked={settings.criterionIds.includes(criterion.id)}
              onChange={(event) => onChange({ criterionIds: toggle(settings.criterionIds, criterion.id, event.target.checked) })}
              label={
                <>
                  {criterion.key}: <span className="quiet">{criterion.question}</span>
                </>
              }
            />
          ))}
        </div>
      </Row>
      <Row title="Members" note="who labels" error={errors["settings.userIds"] ?? errors.userIds}>
        <div className="ticks">
          {people.map((person) => (
            <Checkbox
              key={person.userId}
              name="userIds[]"
              value={person.userId}
              checked={settings.userIds.includes(person.userId)}
              onChange={(event) => onChange({ userIds: toggle(settings.userIds, person.userId, event.target.checked) })}
              label={person.name}
            />
          ))}
        </div>
      </Row>
      <Row title="Comparisons" note="which, and how drawn" error={errors["settings.sampling.n"] ?? errors.sampling}>
        <SamplingChoice settings={settings} available={available} onChange={onChange} />
      </Row>
      {settings.kind === "TRAINING" ? (
        <input type="hidden" name="overlap" value={1} />
      ) : (
        <Row title="Overlap" note="how many people per comparison" error={errors["settings.overlap"] ?? errors.overlap}>
          <div className="form-line">
            <label htmlFor={`${id}-overlap`}>Each comparison by</label>
            <WholeNumber
              id={`${id}-overlap`}
              name="overlap"
              value={settings.overlap}
              onChange={(overlap) => onChange({ overlap })}
            />
            <span>{settings.overlap === 1 ? "person" : "people"}</span>
          </div>
          <p className="field-help">
            Two or more measure the ceiling: how far people agree with each other. With one, nothing can be said about it.
          </p>
        </Row>
      )}
      {settings.kind === "TRAINING" ? null : (
        <DealingRow
          settings={settings}
          errors={errors}
          people={people.filter((person) => settings.userIds.includes(person.userId))}
          onChange={onChange}
        />
      )}
      <Row title="Order" note="in which each person gets them">
        <input type="hidden" name="order" value={settings.order} />
        <Segmented
          label="Order"
          value={settings.order}
          options={[
            { value: "RANDOM", label: settings.dealing === "ON_DEMAND" ? "Drawn" : "Drawn per person" },
            { value: "DATASET", label: "As in the dataset" },
          ]}
          onChange={(order) => onChange({ order })}
        />
        <p className="field-help">
          Left and right are drawn for each person and comparison, half of each within every person and every comparison. A
          comparison with a whole number under “priority” in its metadata comes before those with a lower one.
        </p>
      </Row>
    </>
  );
}

function SamplingChoice({ settings, available, onChange }: Pick<RoundFormRowsProps, "settings" | "available" | "onChange">) {
  const id = useId();
  const { sampling } = settings;
  // Kept when something else is tried, so that one can come back to it.
  const [chosen] = useState(sampling.kind === "chosen" ? sampling : null);
  const choose = (kind: Sampling["kind"]) => onChange({ sampling: toFirst(kind, available, chosen) });
  return (
    <>
      <input type="hidden" name="sampling" value={sampling.kind} />
      {sampling.kind === "chosen" ? <input type="hidden" name="chosen" value={sampling.comparisonIds.join(",")} /> : null}
      <Segmented
        label="Sampling"
        value={sampling.kind}
        options={[
          { value: "all", label: `All ${formatCount(available)}` },
          { value: "random", label: "At random" },
          ...(chosen ? [{ value: "chosen" as const, label: `${formatCount(chosen.comparisonIds.length)} chosen` }] : []),
        ]}
        onChange={choose}
      />
      <div className="form-line mt-2">
        {sampling.kind === "random" ? (
          <>
            <label htmlFor={`${id}-n`}>Draw</label>
            <WholeNumber
              id={`${id}-n`}
              name="n"
              value={sampling.n}
              onChange={(n) => onChange({ sampling: { kind: "random", n } })}
            />
            <span>of {formatCount(available)},</span>
          </>
        ) : null}
        <label htmlFor={`${id}-seed`}>{sampling.kind === "random" ? "with seed" : "Seed of order and sides"}</label>
        <WholeNumber id={`${id}-seed`} name="seed" value={settings.seed} onChange={(seed) => onChange({ seed })} />
      </div>
      <p className="field-help">
        {sampling.kind === "chosen"
          ? "Chosen by hand, these stand for no others: figures of the random slice leave them out, and pages say that they are in."
          : "A uniform random sample keeps every estimate unbiased; the same seed draws the same again. Withdrawn comparisons are left out."}
      </p>
    </>
  );
}

function toFirst(kind: Sampling["kind"], available: number, chosen: Sampling | null): Sampling {
  if (kind === "random") return { kind, n: Math.max(1, Math.min(100, available)) };
  return kind === "chosen" && chosen ? chosen : { kind: "all" };
}

function toggle(ids: readonly string[], id: string, on: boolean): string[] {
  return on ? [...ids.filter((each) => each !== id), id] : ids.filter((each) => each !== id);
}
