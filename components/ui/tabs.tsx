"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface TabsProps {
  label: string;
  tabs: readonly { value: string; label: string; content: ReactNode }[];
  /** The tab that is open at first … */
  defaultValue?: string;
  /** … or the one that is open now, where the address says so. */
  value?: string;
  onChange?: (value: string) => void;
}

/** Several views of one thing, one at a time. */
export function Tabs({ label, tabs, defaultValue, value, onChange }: TabsProps) {
  return (
    <Base.Root
      defaultValue={value === undefined ? (defaultValue ?? tabs[0]?.value) : undefined}
      value={value}
      onValueChange={(next) => onChange?.(String(next))}
    >
      <Base.List className="segmented" aria-label={label}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="mt-3">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
