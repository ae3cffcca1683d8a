"use client";

import { useId } from "react";
import { Segmented } from "@/components/ui/form/segmented";
import type { RoundInput } from "@/lib/rounds/schema";
import { Row } from "./form-row";
import { MemberLimits } from "./member-limits";

const MINUTES_A_DAY = 24 * 60;
const RESERVED_MINUTES = 120;

export interface DealingRowProps {
  settings: RoundInput;
  /** By "settings.name". */
  errors: Readonly<Record<string, string>>;
  /** Those who are chosen. */
  people: readonly { userId: string; name: string }[];
  onChange: (change: Partial<RoundInput>) => void;
}

/** Who labels what: dealt out beforehand or as people ask, with the limits that go with it folded away. */
export function DealingRow({ settings, errors, people, onChange }: DealingRowProps) {
  const { dealing, perPersonLimit, reservationMinutes, members } = settings;
  const isOnDemand = dealing === "ON_DEMAND";
  const problem =
    errors.dealing ?? errors["settings.perPersonLimit"] ?? errors["settings.reservationMinutes"] ?? findMemberError(errors);
  const isUsed = perPersonLimit !== null || members.length > 0 || reservationMinutes !== (isOnDemand ? RESERVED_MINUTES : null);
  return (
    <Row title="Dealing" note="who labels what" error={problem}>
      <input type="hidden" name="dealing" value={dealing} />
      <input type="hidden" name="members" value={JSON.stringify(members)} />
      <Segmented
        label="Dealing"
        value={dealing}
        options={[
          { value: "PLANNED", label: "Planned when it opens" },
          { value: "ON_DEMAND", label: "As people ask" },
        ]}
        onChange={(next) => onChange({ dealing: next, reservationMinutes: next === "ON_DEMAND" ? RESERVED_MINUTES : null })}
      />
      <p className="field-help">
        {isOnDemand
          ? "Whoever is at work takes the next open comparison until each has its overlap: quick people do more, and nothing waits for those who are away."
          : "Everybody gets a part of their own, as even as can be: each person meets each other on about as many comparisons."}
      </p>
      <details className="mt-3" open={isUsed || problem !== undefined}>
        <summary>Limits, groups and time</summary>
        <div className="mt-2 grid gap-2">
          <Optional
            label="At most"
            unit="comparisons for each person"
            name="perPersonLimit"
            value={perPersonLimit}
            onChange={(limit) => onChange({ perPersonLimit: limit })}
          />
          {isOnDemand ? (
            <Optional
              label="A comparison stays reserved for"
              unit="minutes after its person last asked for some"
              name="reservationMinutes"
              value={reservationMinutes}
              onChange={(minutes) => onChange({ reservationMinutes: minutes })}
            />
          ) : (
            <Optional
              label="What waits for somebody who is away goes to the others after"
              unit="days"
              name="awayDays"
              value={reservationMinutes === null ? null : reservationMinutes / MINUTES_A_DAY}
              onChange={(days) => onChange({ reservationMinutes: days === null ? null : days * MINUTES_A_DAY })}
            />
          )}
          <p className="field-help">
            Empty: no limit, no end. A label that comes after its time counts all the same; where somebody else has taken the
            place it stands beside the overlap as an extra.
          </p>
          <MemberLimits people={people} members={members} onChange={(changed) => onChange({ members: changed })} />
        </div>
      </details>
    </Row>
  );
}

interface OptionalProps {
  label: string;
  unit: string;
  name: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A whole number that may be left empty. */
function Optional({ label, unit, name, value, onChange }: OptionalProps) {
  const id = useId();
  return (
    <div className="form-line">
      <label htmlFor={id}>{label}</label>
      <input
        className="input"
        id={id}
        name={name}
        type="number"
        min={1}
        step={1}
        aria-describedby={`${id}-unit`}
        value={value === null || Number.isNaN(value) ? "" : value}
        onChange={({ target }) => onChange(target.value === "" ? null : target.valueAsNumber)}
      />
      <span id={`${id}-unit`}>{unit}</span>
    </div>
  );
}

function findMemberError(errors: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(errors).find(([path]) => path.startsWith("settings.members"))?.[1];
}
