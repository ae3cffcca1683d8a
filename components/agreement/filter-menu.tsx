"use client";

import { ChevronDown } from "lucide-react";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuRadios } from "@/components/ui/menu";

export interface FilterMenuProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  /** Not what stands there by itself: shown in the accent. */
  isSet: boolean;
  onChange: (value: string) => void;
}

/** A filter with its label inside; it opens the values that it can have. */
export function FilterMenu({ label, value, options, isSet, onChange }: FilterMenuProps) {
  const current = options.find((option) => option.value === value);
  return (
    <Menu
      trigger={
        <button type="button" className="filter" data-set={isSet ? "" : undefined}>
          <span>{label}</span> <b>{current?.label ?? value}</b>
          <Icon of={ChevronDown} />
        </button>
      }
    >
      <MenuRadios label={label} value={value} options={options} onChange={onChange} closes />
    </Menu>
  );
}
