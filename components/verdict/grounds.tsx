import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import { formatNumber } from "@/lib/format";
import type { Verdict } from "@/lib/verdict/types";
import { ANSWERS, TONES } from "./words";

const STATES = { holds: "success", care: "warn", fails: "danger" } as const;
const STATE_WORDS = { holds: "holds", care: "with care", fails: "fails" } as const;

/** What the test stands on, checked here. */
export function Assumptions({ assumptions }: Verdict) {
  const holding = assumptions.filter(({ state }) => state === "holds").length;
  return (
    <Section title="Does the test apply?" note={`${holding} of ${assumptions.length} assumptions hold.`}>
      <dl className="grid gap-x-10 gap-y-4 md:grid-cols-2">
        {assumptions.map(({ state, title, text }) => (
          <div key={title}>
            <dt className="flex items-baseline gap-2 font-medium">
              <State tone={STATES[state]}>{STATE_WORDS[state]}</State> {title}
            </dt>
            <dd className="quiet">{text}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** The verdict with one thing changed at a time. */
export function Variants({ variants }: Verdict) {
  return (
    <Section title="What would change the verdict" note="Each row changes one thing and leaves the rest.">
      <Table caption="The verdict with one thing changed">
        <thead>
          <tr>
            <th scope="col">If</th>
            <th scope="col" className="num">
              ω
            </th>
            <th scope="col">Judge is as good as</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {variants.map(({ title, winningRate, replaceable, tested, answer, reason }, i) => (
            <tr key={title} aria-current={i === 0 ? "true" : undefined}>
              <th scope="row">{title}</th>
              <td className="num">{winningRate === null ? "—" : formatNumber(winningRate)}</td>
              <td>{winningRate === null ? <span className="quiet">{reason}</span> : `${replaceable} of ${tested}`}</td>
              <td>
                <State tone={TONES[answer]}>{answer === "unknown" ? "cannot be said" : ANSWERS[answer].toLowerCase()}</State>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
