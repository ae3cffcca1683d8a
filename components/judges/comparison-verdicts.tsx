import { Table } from "@/components/ui/layout/table";
import { formatNumber, formatQuantity } from "@/lib/format";
import type { VerdictSample, ComparisonVerdicts as Verdicts } from "@/lib/judges/types";

export interface ComparisonVerdictsProps {
  verdicts: Verdicts;
  /** How the comparison is called. */
  name: string;
}

/** What a judge has said about the comparison in view: by principle and order, each answer with its text. */
export function ComparisonVerdicts({ verdicts, name }: ComparisonVerdictsProps) {
  const { label, isDirect, principles } = verdicts;
  const hasPrinciples = principles.some(({ principle }) => principle !== null);
  return (
    <section className="mt-6" aria-labelledby="verdicts-head">
      <h3 id="verdicts-head" className="j-h3">
        What it said about {name}
      </h3>
      <p className="figure-foot">{labelWords(label)}</p>
      <Table caption={`Verdicts on ${name}`}>
        <thead>
          <tr>
            <th scope="col">{hasPrinciples ? "Principle" : "Verdict"}</th>
            <th scope="col" className="num">
              p(B), AB
            </th>
            <th scope="col" className="num">
              p(B), BA
            </th>
            <th scope="col" className="num">
              p(B)
            </th>
            <th scope="col">Answers</th>
          </tr>
        </thead>
        <tbody>
          {principles.map(({ principle, probabilityB, byOrder, samples }) => (
            <tr key={principle?.id ?? "none"}>
              <th scope="row" title={principle?.preferenceText}>
                {principle?.key ?? "as a whole"}
              </th>
              <td className="num">{byOrder.AB === undefined ? "—" : formatNumber(byOrder.AB)}</td>
              <td className="num">{byOrder.BA === undefined ? "—" : formatNumber(byOrder.BA)}</td>
              <td className="num">{probabilityB === null ? "—" : formatNumber(probabilityB)}</td>
              <td className="w-full">
                <details className="fold">
                  <summary>{formatQuantity(samples.length, "answer")}</summary>
                  <ul className="mt-2 grid gap-2">
                    {samples.map((sample) => (
                      <Answer key={sample.id} sample={sample} isDirect={isDirect} />
                    ))}
                  </ul>
                </details>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Answer({ sample, isDirect }: { sample: VerdictSample; isDirect: boolean }) {
  const { order, sampleIndex, rawText, method, probabilityFirst, score, rationale } = sample;
  const what = isDirect ? `Response ${order === "AB" ? "A" : "B"}` : `Order ${order}`;
  const value =
    score !== null
      ? `${formatNumber(score, 1)} of 10`
      : probabilityFirst === null
        ? ""
        : `p(first) ${formatNumber(probabilityFirst)}`;
  return (
    <li className="text-sm">
      <span className="text-ink-2">
        {what}, sample {sampleIndex + 1}: {method}
        {value === "" ? "" : `, ${value}`}
      </span>
      {rationale === null ? null : <pre className="raw-text">{rationale}</pre>}
      <pre className="raw-text">{rawText === "" ? "(an empty answer)" : rawText}</pre>
    </li>
  );
}

function labelWords(label: Verdicts["label"]): string {
  if (label === null) return "No label yet: calls are missing.";
  if (label.answer === "INVALID") return "No verdict could be read: the label is invalid, neither a tie nor a guess.";
  const raw = label.probabilityB === null ? "" : `p(B) ${formatNumber(label.probabilityB)}`;
  const clamped = label.probabilityBClamped === null ? "" : `, clamped to ${formatNumber(label.probabilityBClamped)}`;
  const orders =
    label.orderConsistent === null
      ? ""
      : label.orderConsistent
        ? " · both orders name the same"
        : " · the orders contradict each other";
  if (label.answer === "UNSETTLED") return `${raw}${clamped}${orders}: no label.`;
  const score = label.score ?? 0;
  const side = score === 0 ? "a tie" : `${score > 0 ? "B" : "A"} is better, score ${score > 0 ? "+" : "−"}${Math.abs(score)}`;
  return `${raw}${clamped}: ${side}${orders}.`;
}
