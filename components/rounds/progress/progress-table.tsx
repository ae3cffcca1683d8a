"use client";

import { DayBars } from "@/components/charts/day-bars";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Table } from "@/components/ui/layout/table";
import { Progress } from "@/components/ui/progress";
import { Shape } from "@/components/ui/shape";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { formatCount, formatDay, formatNumber, formatQuantity } from "@/lib/format";
import type { FormAction } from "@/lib/http/types";
import type { MemberProgress, RoundProgress } from "@/lib/rounds/types";
import { ChangeMember } from "./change-member";

/** What may be done about a person; null where the reader may not. */
export interface MemberActs {
  fields: { project: string; roundId: string };
  remove: FormAction | null;
  change: FormAction | null;
}

export interface ProgressTableProps {
  progress: RoundProgress;
  /** Those who are shown. */
  members: readonly MemberProgress[];
  act: MemberActs;
}

/** How far each person of a round is, one a row. */
export function ProgressTable({ progress, members, act }: ProgressTableProps) {
  const isOnDemand = progress.dealing === "ON_DEMAND";
  const days = progress.days.map(formatDay);
  const most = Math.max(1, ...members.flatMap((member) => member.days));
  const isAlone = progress.members.filter((member) => !member.removed).length <= 1;
  const hasExtras = progress.extras > 0;
  return (
    <Table caption="Progress of each person" id="people">
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col" className="num">
            Done
          </th>
          {isOnDemand ? null : (
            <th scope="col">
              <span className="sr-only">Share done</span>
            </th>
          )}
          <th scope="col" className="num">
            {isOnDemand ? "Reserved" : "Left"}
          </th>
          {hasExtras ? (
            <th scope="col" className="num">
              Extra
            </th>
          ) : null}
          <th scope="col" className="num">
            Today
          </th>
          <th scope="col">
            {days[0]} to {days.at(-1)}
          </th>
          <th scope="col" className="num">
            Median, s
          </th>
          <th scope="col" className="num">
            Skips
          </th>
          <th scope="col" className="num">
            Last label
          </th>
          {isOnDemand ? null : (
            <th scope="col" className="num">
              At this pace done
            </th>
          )}
          {act.remove ? (
            <th scope="col">
              <span className="sr-only">Change or take out</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <Person key={member.annotatorId} {...{ member, isOnDemand, hasExtras, days, most, act, isAlone }} />
        ))}
      </tbody>
    </Table>
  );
}

interface PersonProps {
  member: MemberProgress;
  isOnDemand: boolean;
  hasExtras: boolean;
  days: readonly string[];
  most: number;
  act: MemberActs;
  /** Nobody else is in the round who could take over. */
  isAlone: boolean;
}

function Person({ member, isOnDemand, hasExtras, days, most, act, isAlone }: PersonProps) {
  const { name, limit } = member;
  return (
    <tr className="*:align-middle">
      <th scope="row">
        <Shape kind="HUMAN" /> {name}
        <span className="quiet font-normal">
          {member.group ? ` ${member.group}` : ""}
          {member.removed ? " taken out" : ""}
        </span>
      </th>
      <td className="num">
        {isOnDemand ? formatCount(member.done) : `${formatCount(member.done)} of ${formatCount(member.total)}`}
        {limit === null ? null : <span className="quiet"> at most {formatCount(limit)}</span>}
      </td>
      {isOnDemand ? null : (
        <td className="w-28 min-w-20">
          <Progress label={name} value={member.done} max={member.total} />
        </td>
      )}
      <td className="num">{formatCount(member.left)}</td>
      {hasExtras ? <td className="num">{formatCount(member.extras)}</td> : null}
      <td className="num">{formatCount(member.today)}</td>
      <td>
        <DayBars label={`${name}, comparisons a day`} days={days} counts={member.days} most={most} />
      </td>
      <td className="num">{member.medianSeconds === null ? "—" : formatNumber(member.medianSeconds, 0)}</td>
      <td className="num">{formatCount(member.skips)}</td>
      <td className="num">
        <LastSign member={member} />
      </td>
      {isOnDemand ? null : <td className="num">{member.finishAt ? <Time at={member.finishAt} to="day" /> : "—"}</td>}
      {act.remove ? (
        <td className="num">
          {member.removed ? null : <Acts member={member} act={act} isAlone={isAlone} isOnDemand={isOnDemand} />}
        </td>
      ) : null}
    </tr>
  );
}

function LastSign({ member }: { member: MemberProgress }) {
  if (member.isAtWork) return <State tone="run">at work</State>;
  return member.lastLabelAt === null ? "—" : <Time at={member.lastLabelAt} />;
}

function Acts({ member, act, isAlone, isOnDemand }: Pick<PersonProps, "member" | "act" | "isAlone" | "isOnDemand">) {
  const { name, left, annotatorId } = member;
  const waiting = formatQuantity(left, "comparison");
  return (
    <span className="inline-flex gap-1">
      {act.change ? <ChangeMember member={member} action={act.change} fields={act.fields} /> : null}
      {act.remove && !isAlone ? (
        <Confirm
          trigger={
            <Button size="sm" variant="ghost" aria-label={`Take ${name} out`}>
              Take out
            </Button>
          }
          title={`Take ${name} out of this round?`}
          keep="Keep them"
          confirm="Take them out"
          busy="Handing over …"
          action={act.remove}
          fields={{ ...act.fields, annotatorId }}
          undoable
        >
          <p>
            {left === 0
              ? "They have nothing left to do."
              : `What ${isOnDemand ? "they have reserved" : "waits for them"} (${waiting}) goes ${isOnDemand ? "back to the pool" : "to the others"}.`}{" "}
            Their labels stay. They can be added again.
          </p>
        </Confirm>
      ) : null}
    </span>
  );
}
