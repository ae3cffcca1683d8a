"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { fetchJson } from "@/lib/fetch-json";
import { formatCount, formatPercent, formatQuantity } from "@/lib/format";
import type { FormAction } from "@/lib/http/types";
import { api } from "@/lib/paths";
import type { RoundProgress } from "@/lib/rounds/types";
import { DayTable } from "./day-table";
import { ProgressTable } from "./progress-table";

const EVERY_MS = 5_000;

export interface LiveProgressProps {
  project: string;
  roundId: string;
  initial: RoundProgress;
  /** Takes a person out, and changes their group and limit; absent where the reader may not. */
  remove: FormAction | null;
  change: FormAction | null;
}

/** How far a round and each of its people are, kept up to date while the page is open. What people answer is not shown. */
export function LiveProgress({ project, roundId, initial, remove, change }: LiveProgressProps) {
  const { data, error } = useQuery({
    queryKey: ["round-progress", roundId],
    queryFn: ({ signal }) => fetchJson<RoundProgress>(api.roundProgress(roundId), { signal }),
    initialData: initial,
    refetchInterval: (query) => (isGoingOn(query.state.data) ? EVERY_MS : false),
  });
  const [group, setGroup] = useQueryState("group", parseAsString.withDefault(""));
  const groups = [...new Set(data.members.flatMap((member) => member.group ?? []))].sort();
  const members = groups.includes(group) ? data.members.filter((member) => member.group === group) : data.members;
  const share = data.total === 0 ? 0 : data.done / data.total;
  const act = { fields: { project, roundId }, remove, change };
  return (
    <>
      <Summary progress={data} share={share} />
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
      {groups.length > 0 ? (
        <label className="mb-2 inline-flex items-center gap-2 text-sm">
          Group
          <select className="select w-48" value={group} onChange={({ target }) => void setGroup(target.value || null)}>
            <option value="">everybody</option>
            {groups.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      ) : null}
      <ProgressTable progress={data} members={members} act={act} />
      <p className="note mt-2">
        Bars: comparisons a day, the last day in colour.
        {data.extras > 0
          ? ` Extras: ${formatCount(data.extras)}, labelled after their reservation had run out and somebody else had taken the place.`
          : ""}
      </p>
      {data.withdrawn.labels > 0 ? (
        <p className="note mt-2">
          Withdrawn comparisons have {formatQuantity(data.withdrawn.labels, "label")}
          {data.withdrawn.late > 0 ? `, ${formatCount(data.withdrawn.late)} of them given after the withdrawal` : ""}: kept, and
          in no number here, no report and no export.
        </p>
      ) : null}
      <DayTable days={data.days} members={members} />
    </>
  );
}

function isGoingOn(progress: RoundProgress | undefined): boolean {
  return progress?.state === "OPEN" || progress?.state === "PAUSED";
}

function Summary({ progress, share }: { progress: RoundProgress; share: number }) {
  const { done, total, open, extras, dealing, lastLabelAt, finishAt, pace, state } = progress;
  return (
    <p className="text-sm">
      <b className="font-semibold">
        {formatCount(done)} of {formatCount(total)}
      </b>{" "}
      · {formatPercent(share)}
      {dealing === "ON_DEMAND" && state !== "CLOSED"
        ? ` · ${formatCount(total - done - open)} reserved, ${formatCount(open)} open`
        : ""}
      {extras > 0 ? ` · ${formatCount(extras)} extra` : ""}
      {lastLabelAt ? (
        <>
          {" "}
          · last label <Time at={lastLabelAt} />
        </>
      ) : (
        " · no labels yet"
      )}
      {finishAt && pace !== null && state !== "CLOSED" ? (
        <>
          {" "}
          · at this pace, {formatCount(Math.max(1, Math.round(pace)))} a day, done <Time at={finishAt} to="day" />
        </>
      ) : null}
    </p>
  );
}
