import { Check, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { Shape } from "@/components/ui/shape";
import { cn } from "@/lib/cn";
import { formatCount, formatQuantity } from "@/lib/format";
import type { GoldCount } from "@/lib/gold/types";
import { type RoundInput, type RoundSize, toLimits, toRoundSize } from "@/lib/rounds/schema";

/** Comparisons that two people must share before their agreement gets a figure. */
const ENOUGH_SHARED = 30;

export interface RoundSumProps {
  settings: RoundInput;
  available: number;
  people: readonly { userId: string; name: string }[];
  gold: readonly GoldCount[];
  /** What can be done with it. */
  children: ReactNode;
}

/** What a round comes to, exactly and before anything is written. */
export function RoundSum({ settings, available, people, gold, children }: RoundSumProps) {
  const isTraining = settings.kind === "TRAINING";
  const overlap = isTraining ? people.length : settings.overlap || 0;
  const plan = { ...toShares(settings), available, gold, sampling: toUsable(settings.sampling), overlap };
  const limits = toLimits({ ...settings, userIds: people.map(({ userId }) => userId) });
  const size = toRoundSize({ ...settings, ...plan, people: people.length, limits });
  const isOnDemand = settings.dealing === "ON_DEMAND";
  const problem =
    findProblem({ available, overlap, people: people.length, criteria: settings.criterionIds.length }) ??
    findGoldProblem(settings, size.gold);
  return (
    <aside className="sum" aria-label="What it comes to">
      <h2 aria-live="polite">
        {problem ? "Nothing to assign yet" : `${formatQuantity(size.assignments, isOnDemand ? "label" : "assignment")}, exactly`}
      </h2>
      {problem ? (
        <p className="note mt-2">{problem}</p>
      ) : (
        <>
          <p className="note mt-1">
            {formatQuantity(size.comparisons, "comparison")} × {formatQuantity(overlap, "person", "people")}
            {settings.criterionIds.length > 1 ? `, each with ${settings.criterionIds.length} questions` : ""}
          </p>
          <table className="table mt-3">
            <caption className="sr-only">
              {isOnDemand ? "Labels of each person at an even pace" : "Assignments of each person"}
            </caption>
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col" className="num">
                  {isOnDemand ? "At an even pace" : "Assigned"}
                </th>
              </tr>
            </thead>
            <tbody>
              {people.map((person, index) => (
                <tr key={person.userId}>
                  <th scope="row" className="!text-ink">
                    <Shape kind="HUMAN" /> {person.name}
                  </th>
                  <td className="num">{formatLoad(size.each[index])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Hidden settings={settings} size={size} />
          <div className="mt-3 grid gap-2 text-sm">
            {isTraining ? null : <Shared overlap={overlap} shared={size.sharedByPair} />}
            {size.leftOut > 0 ? (
              <Note tone="warn">
                {formatQuantity(size.leftOut, "comparison is", "comparisons are")} left out by lot: people’s limits hold no more.
              </Note>
            ) : null}
            {size.short > 0 ? (
              <Note tone="warn">
                People’s limits allow {formatCount(size.assignments - size.short)} of them; {formatCount(size.short)} wait for
                somebody to join.
              </Note>
            ) : null}
          </div>
        </>
      )}
      {children}
    </aside>
  );
}

/** What of it measures quality alone. */
function Hidden({ settings, size }: { settings: RoundInput; size: RoundSize }) {
  if (settings.kind === "TRAINING") {
    return <p className="note mt-3">All of them have gold answers. What is answered in a training is no data.</p>;
  }
  const parts = [
    ...(settings.goldShare > 0
      ? [`${formatCount(size.goldEach)} of ${formatQuantity(size.gold, "gold comparison")}, beyond the overlap`]
      : []),
    ...(settings.repeatShare > 0 ? [`${formatQuantity(size.repeatsEach, "mirrored repeat")}`] : []),
  ];
  return parts.length > 0 ? <p className="note mt-3">In each queue, unseen: {parts.join(" and ")}.</p> : null;
}

function findGoldProblem({ kind, goldShare }: RoundInput, gold: number): string | null {
  if (gold > 0 || (kind === "LABELLING" && !(goldShare > 0))) return null;
  return "No comparison has a gold answer on what is asked. Set some on the pages of comparisons; the dataset leads to them.";
}

// While a number is being typed the field can be empty.
function toShares({ goldShare, repeatShare }: RoundInput): Pick<RoundInput, "goldShare" | "repeatShare"> {
  const usable = (share: number) => Math.min(0.5, Math.max(0, share || 0));
  return { goldShare: usable(goldShare), repeatShare: usable(repeatShare) };
}

function formatLoad(load: { least: number; most: number } | undefined): string {
  if (!load) return "—";
  const { least, most } = load;
  return least === most ? formatCount(most) : `${formatCount(least)} or ${formatCount(most)}`;
}

function Shared({ overlap, shared }: { overlap: number; shared: number }) {
  if (overlap < 2) return <Note tone="warn">Nobody labels a comparison twice: no ceiling can be measured.</Note>;
  const each = formatQuantity(Math.floor(shared), "comparison");
  if (shared >= ENOUGH_SHARED) {
    return (
      <Note tone="success">
        Two given people share about {each}; {ENOUGH_SHARED} are needed.
      </Note>
    );
  }
  return (
    <Note tone="warn">
      Two given people share about {each}; under {ENOUGH_SHARED} their agreement is told as a count.
    </Note>
  );
}

function Note({ tone, children }: { tone: "warn" | "success"; children: ReactNode }) {
  return (
    <span className={cn("flex gap-2", tone === "warn" ? "text-warn" : "text-success")}>
      <Icon of={tone === "warn" ? TriangleAlert : Check} className="mt-0.5 shrink-0" />
      <span>{children}</span>
    </span>
  );
}

function findProblem(plan: { available: number; overlap: number; people: number; criteria: number }): string | null {
  if (plan.available === 0) return "The project has no comparisons yet. Import a file; then the round can be opened.";
  if (plan.criteria === 0) return "Choose at least one criterion.";
  if (plan.people === 0) return "Choose at least one person.";
  if (plan.overlap < 1) return "Each comparison needs at least one person.";
  if (plan.overlap > plan.people) {
    return `Each comparison is to be labelled by ${plan.overlap}, and ${formatQuantity(plan.people, "person is", "people are")} chosen.`;
  }
  return null;
}

// While a number is being typed the field can be empty.
function toUsable(sampling: RoundInput["sampling"]): RoundInput["sampling"] {
  return sampling.kind === "random" && Number.isNaN(sampling.n) ? { kind: "random", n: 0 } : sampling;
}
