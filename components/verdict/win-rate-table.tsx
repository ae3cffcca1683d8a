import Link from "next/link";
import { Panel } from "@/components/panel/panel";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { formatInterval, formatNumber, formatPercent, formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { Verdict } from "@/lib/verdict/types";

type Interval = Verdict["winRates"][number]["people"];

/** What the judge's labels add to people's: win rates of the models by both together. */
export function WinRateTable({ project, verdict }: { project: string; verdict: Verdict }) {
  const { winRates, needed, judge } = verdict;
  if (winRates.length === 0) return null;
  return (
    <Section
      title="Win rates with and without the judge"
      note="Share of comparisons that a model wins against the others, ties as halves. Combined: prediction-powered (PPI++), valid whatever the judge’s bias, if the comparisons that people labelled are a random sample of all."
      actions={<Link href={paths.models(project)}>Models</Link>}
    >
      <Panel
        name="win-rates"
        title="Win rates"
        definition="Share of comparisons that a model wins against the others, ties as halves; λ says how much the judge’s labels weigh."
        counted={verdict.counted}
        paper={`Win rates of models by people, by ${judge.name} and by both together (prediction-powered inference, PPI++), with 95 % intervals over prompts or conversations; criterion ${verdict.criterion}.`}
      >
        <Table caption="Win rates by people, by the judge and combined, with 95 % intervals">
          <thead>
            <tr>
              <th scope="col">Model</th>
              {["People", judge.name, "Combined", "λ", "Labels saved", "Labelled by people", "By the judge alone"].map((head) => (
                <th scope="col" className="num" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {winRates.map(({ model, people, judge: alone, combined, lambda, saved, both, judgeOnly }) => (
              <tr key={model}>
                <th scope="row">{model}</th>
                <td className="num">{toText(people)}</td>
                <td className="num">{toText(alone)}</td>
                <td className="num">{toText(combined)}</td>
                <td className="num">{formatNumber(lambda)}</td>
                <td className="num">{saved === null ? "—" : saved <= 0 ? "none" : formatPercent(saved)}</td>
                <td className="num">{both}</td>
                <td className="num">{judgeOnly}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Panel>
      <p className="figure-foot">
        {needed === null
          ? "How many labels are still needed cannot be told before there are intervals."
          : needed.people === 0
            ? "Every interval of people’s labels is within ±0.05 already."
            : `For ±0.05 on every model: ${formatQuantity(needed.people, "more comparison")} by people alone, ${formatQuantity(needed.withJudge, "more comparison")} with ${judge.name} beside them.`}
      </p>
    </Section>
  );
}

function toText({ estimate, low, high, reason }: Interval): string {
  if (estimate === null) return `— ${reason}`;
  return `${formatNumber(estimate)}${low === null || high === null ? "" : ` ${formatInterval(low, high)}`}`;
}
