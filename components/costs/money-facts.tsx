import { formatMicroDollars } from "@/lib/format";
import type { MoneySettings } from "@/lib/money/types";

/** What a project may spend and has spent, for who may not change it. */
export function MoneyFacts({ settings }: { settings: MoneySettings }) {
  const { capMicroDollars, dailyCapMicroDollars, hourlyRateMicroDollars, spentMicroDollars, spentTodayMicroDollars } = settings;
  const facts = [
    ["Spent so far", formatMicroDollars(spentMicroDollars), cap(capMicroDollars)],
    ["Spent today (UTC)", formatMicroDollars(spentTodayMicroDollars), cap(dailyCapMicroDollars)],
    ["An hour of a person", hourlyRateMicroDollars === null ? "not set" : formatMicroDollars(hourlyRateMicroDollars), ""],
  ];
  return (
    <dl className="j-dl">
      {facts.map(([name, value, note]) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd>
            {value} <span className="quiet">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function cap(micro: number | null): string {
  return micro === null ? "no cap" : `cap ${formatMicroDollars(micro)}`;
}
