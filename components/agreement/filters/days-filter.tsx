"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { ChevronDown } from "lucide-react";
import { Icon } from "@/components/ui/icon";

export interface DaysFilterProps {
  /** Days as "2026-11-25"; empty where nothing limits them. */
  from: string;
  to: string;
  onChange: (days: { from: string | null; to: string | null }) => void;
}

/** From which day to which people's labels count. */
export function DaysFilter({ from, to, onChange }: DaysFilterProps) {
  const isSet = from !== "" || to !== "";
  const said = from && to ? `${from} to ${to}` : from ? `from ${from}` : to ? `to ${to}` : "all";
  return (
    <Base.Root>
      <Base.Trigger className="filter" data-set={isSet ? "" : undefined}>
        <span>Days</span> <b>{said}</b>
        <Icon of={ChevronDown} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="floats" align="start" sideOffset={4} collisionPadding={8}>
          <Base.Popup className="pop days-filter">
            <Base.Title className="sr-only">Days of people’s labels</Base.Title>
            <label>
              From
              <input
                className="input"
                type="date"
                defaultValue={from}
                max={to || undefined}
                onChange={({ target }) => onChange({ from: target.value || null, to: to || null })}
              />
            </label>
            <label>
              To
              <input
                className="input"
                type="date"
                defaultValue={to}
                min={from || undefined}
                onChange={({ target }) => onChange({ from: from || null, to: target.value || null })}
              />
            </label>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
