"use client";

import { useRouter } from "next/navigation";

export interface AuditFilterBarProps {
  path: string;
  action: string;
  actions: readonly string[];
  summary: string;
}

/** Shows entries of one kind; the choice is in the address. */
export function AuditFilterBar({ path, action, actions, summary }: AuditFilterBarProps) {
  const router = useRouter();
  return (
    <div className="filters">
      <label className="filter" data-set={action ? "" : undefined}>
        <span>Kind</span>
        <select
          className="filter-select"
          value={action}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            router.push(chosen ? `${path}?action=${encodeURIComponent(chosen)}` : path);
          }}
        >
          <option value="">all</option>
          {actions.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <p className="filters-n">{summary}</p>
    </div>
  );
}
