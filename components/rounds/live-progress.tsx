"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Table } from "@/components/ui/layout/table";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { Shape } from "@/components/ui/shape";
import { Time } from "@/components/ui/time";
import { fetchJson } from "@/lib/fetch-json";
import { formatCount, formatNumber, formatPercent, formatQuantity } from "@/lib/format";
import type { FormAction } from "@/lib/http/types";
import { api } from "@/lib/paths";
import type { MemberProgress, RoundProgress } from "@/lib/rounds/types";

const EVERY_MS = 5_000;

export interface LiveProgressProps {
  project: string;
  roundId: string;
  initial: RoundProgress;
  /** Takes a person out; absent where the reader may not. */
  remove: FormAction | null;
}

/** How far a round and each of its people are, kept up to date while the page is open. What people answer is not shown. */
export function LiveProgress({ project, roundId, initial, remove }: LiveProgressProps) {
  const { data, error } = useQuery({
    queryKey: ["round-progress", roundId],
    queryFn: ({ signal }) => fetchJson<RoundProgress>(api.roundProgress(roundId), { signal }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data?.state === "OPEN" ? EVERY_MS : false),
  });
  const share = data.total === 0 ? 0 : data.done / data.total;
  const active = data.members.filter((member) => !member.removed);
  return (
    <>
      <p className="text-sm">
        <b className="font-semibold">
          {formatCount(data.done)} of {formatCount(data.total)}
        </b>{" "}
        · {formatPercent(share)}
        {data.lastLabelAt ? (
          <>
            {" "}
            · last label <Time at={data.lastLabelAt} />
          </>
        ) : (
          " · no labels yet"
        )}
      </p>
      <div
        className="run-bar"
        role="progressbar"
        aria-label="Assignments done"
        aria-valuemin={0}
        aria-valuemax={data.total}
        aria-valuenow={data.done}
        data-still={data.state === "OPEN" ? undefined : ""}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      {error ? (
        <Notice tone="warn" title="These figures are not up to date." className="mb-3">
          {error.message}
        </Notice>
      ) : null}
      <Table caption="Progress of each person" id="people">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col" className="num">
              Done
            </th>
            <th scope="col">
              <span className="sr-only">Share done</span>
            </th>
            <th scope="col" className="num">
              Left
            </th>
            <th scope="col" className="num">
              Today
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
            {remove ? (
              <th scope="col">
                <span className="sr-only">Take out</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {data.members.map((member) => (
            <Person
              key={member.annotatorId}
              member={member}
              remove={remove && active.length > 1 && !member.removed ? { action: remove, fields: { project, roundId } } : null}
              hasRemove={remove !== null}
            />
          ))}
        </tbody>
      </Table>
    </>
  );
}

interface PersonProps {
  member: MemberProgress;
  remove: { action: FormAction; fields: Record<string, string> } | null;
  hasRemove: boolean;
}

function Person({ member, remove, hasRemove }: PersonProps) {
  return (
    <tr className="*:align-middle">
      <th scope="row">
        <Shape kind="HUMAN" /> {member.name}
        {member.removed ? <span className="quiet font-normal"> taken out</span> : null}
      </th>
      <td className="num">
        {formatCount(member.done)} of {formatCount(member.total)}
      </td>
      <td className="w-28 min-w-20">
        <Progress label={member.name} value={member.done} max={member.total} />
      </td>
      <td className="num">{formatCount(member.left)}</td>
      <td className="num">{formatCount(member.today)}</td>
      <td className="num">{member.medianSeconds === null ? "—" : formatNumber(member.medianSeconds, 0)}</td>
      <td className="num">{formatCount(member.skips)}</td>
      <td className="num">{member.lastLabelAt === null ? "—" : <Time at={member.lastLabelAt} />}</td>
      {hasRemove ? (
        <td className="num">
          {remove ? (
            <Confirm
              trigger={
                <Button size="sm" variant="ghost" aria-label={`Take ${member.name} out`}>
                  Take out
                </Button>
              }
              title={`Take ${member.name} out of this round?`}
              keep="Keep them"
              confirm="Take them out"
              busy="Handing over …"
              action={remove.action}
              fields={{ ...remove.fields, annotatorId: member.annotatorId }}
              undoable
            >
              <p>
                {member.left === 0
                  ? "They have nothing left to do."
                  : `What waits for them (${formatQuantity(member.left, "comparison")}) goes to the others.`}{" "}
                Their labels stay. They can be added again.
              </p>
            </Confirm>
          ) : null}
        </td>
      ) : null}
    </tr>
  );
}
