import Link from "next/link";
import type { ReactNode } from "react";
import { PageHead } from "@/components/ui/layout/page-head";
import { Time } from "@/components/ui/time";
import { formatRound } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { RoundState as StateName } from "@/lib/rounds/types";
import { RoundState } from "./round-state";

export interface RoundHeadProps {
  project: string;
  number: number;
  name: string;
  state: StateName;
  createdByName: string | null;
  createdAt: string;
  openedAt: string | null;
  closedAt: string | null;
  actions: ReactNode;
}

/** The head of a round's page: its name, its state, and whose it is since when. */
export function RoundHead({
  project,
  number,
  name,
  state,
  createdByName,
  createdAt,
  openedAt,
  closedAt,
  actions,
}: RoundHeadProps) {
  return (
    <PageHead
      crumb={<Link href={paths.rounds(project)}>Rounds</Link>}
      title={
        <>
          {formatRound(number, name)}{" "}
          <span className="ml-2 inline-block align-middle font-normal text-sm tracking-normal">
            <RoundState state={state} />
          </span>
        </>
      }
      actions={actions}
    >
      Made{createdByName ? ` by ${createdByName}` : ""}, <Time at={createdAt} to="day" />
      {openedAt ? (
        <>
          ; opened <Time at={openedAt} />
        </>
      ) : null}
      {closedAt ? (
        <>
          ; closed <Time at={closedAt} />
        </>
      ) : null}
      .{" "}
      {state === "DRAFT"
        ? "Once it is open, its scale and comparisons never change; members can join and leave."
        : "Its scale and comparisons are fixed; members can join and leave while it is open, and newer guidelines can be taken up."}
    </PageHead>
  );
}
