import Link from "next/link";
import { Shape } from "@/components/ui/shape";
import { Time } from "@/components/ui/time";
import { formatQuantity } from "@/lib/format";
import type { Activity } from "@/lib/overview/types";
import { paths } from "@/lib/paths";
import { toActionWords } from "./action-words";

export interface ActivityListProps {
  project: string;
  activities: readonly Activity[];
}

/** What happened last, one line each. */
export function ActivityList({ project, activities }: ActivityListProps) {
  return (
    <ol className="activity [&_li]:grid-cols-[9.5rem_1.25rem_minmax(0,1fr)]">
      {activities.map((activity) => (
        <li key={`${activity.kind} ${activity.at.toISOString()} ${activity.name}`}>
          <Time at={activity.at.toISOString()} />
          <span>{activity.kind === "LABELS" ? <Shape kind="HUMAN" /> : null}</span>
          <p>
            <b>{activity.name}</b>{" "}
            {activity.kind === "LABELS" ? (
              <>
                labelled {formatQuantity(activity.comparisons, "comparison")} of{" "}
                <Link href={paths.round(project, activity.round.id)}>round {activity.round.number}</Link>
              </>
            ) : (
              toActionWords(activity.action, activity.target)
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
