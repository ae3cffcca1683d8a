"use client";

import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import type { MemberSettings } from "@/lib/rounds/schema";

export interface MemberLimitsProps {
  people: readonly { userId: string; name: string }[];
  members: readonly MemberSettings[];
  onChange: (members: MemberSettings[]) => void;
}

/** Groups and limits of single people. Who has neither is not in the list that it makes. */
export function MemberLimits({ people, members, onChange }: MemberLimitsProps) {
  const change = (userId: string, changed: Partial<MemberSettings>) => {
    const old = members.find((member) => member.userId === userId) ?? { userId, group: "", limit: null };
    const next = { ...old, ...changed };
    const others = members.filter((member) => member.userId !== userId);
    onChange(next.group === "" && next.limit === null ? others : [...others, next]);
  };
  if (people.length === 0) return null;
  return (
    <Table caption="Group and limit of each person">
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Group</th>
          <th scope="col">At most</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ userId, name }) => {
          const own = members.find((member) => member.userId === userId);
          return (
            <tr key={userId} className="*:align-middle">
              <th scope="row">
                <Shape kind="HUMAN" /> {name}
              </th>
              <td>
                <input
                  className="input !w-36 max-sm:!w-24"
                  aria-label={`Group of ${name}`}
                  maxLength={40}
                  value={own?.group ?? ""}
                  onChange={({ target }) => change(userId, { group: target.value })}
                />
              </td>
              <td>
                <input
                  className="input !w-24 max-sm:!w-16"
                  aria-label={`Limit of ${name}`}
                  type="number"
                  min={1}
                  step={1}
                  value={own?.limit ?? ""}
                  onChange={({ target }) => change(userId, { limit: target.value === "" ? null : target.valueAsNumber })}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
