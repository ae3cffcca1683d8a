import Link from "next/link";
import { toBehindHref, toRules } from "@/components/agreement/behind/hrefs";
import { Name } from "@/components/charts/name";
import { Panel } from "@/components/panel/panel";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import type { ReportedReplacement } from "@/lib/agreement/types";
import { formatCount, formatNumber } from "@/lib/format";
import type { Verdict } from "@/lib/verdict/types";
import { describeStrictness, toMethod, toVerdictCommand } from "./words";

/** Each person left out in turn, and what ε does. */
export function ReplacementTable({ project, verdict }: { project: string; verdict: Verdict }) {
  const { test, names, byEpsilon, strictness, judge } = verdict;
  const rules = toRules(verdict);
  return (
    <div className="grid grid-cols-1 gap-x-10 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <Section title="Alternative annotator test" note="One person left out at a time; the others are the measure.">
        <Panel
          name="alternative-annotator-test"
          title="The judge in each person’s place"
          definition="How often the judge, or the person left out, agrees with the others at least as well as the other of the two."
          counted={verdict.counted}
          paper={toMethod(verdict)}
          command={toVerdictCommand(project, verdict)}
        >
          <Table caption="The judge in each person’s place">
            <thead>
              <tr>
                <th scope="col">Left out</th>
                {["n", "ρ judge", "ρ person", "Difference", "p"].map((head) => (
                  <th scope="col" className="num" key={head}>
                    {head}
                  </th>
                ))}
                <th scope="col">Judge is</th>
              </tr>
            </thead>
            <tbody>
              {test.perAnnotator.map((person) => (
                <Row
                  key={person.annotator}
                  person={person}
                  name={names[person.annotator] ?? person.annotator}
                  href={toBehindHref(project, rules, { of: "pair", a: person.annotator, b: judge.id })}
                />
              ))}
            </tbody>
          </Table>
        </Panel>
        <p className="figure-foot">
          ρ: how often the judge, or the person left out, agrees with the others at least as well as the other of the two. p: that
          the person is better by ε or more; Benjamini–Yekutieli at 0.05 over the people tested.
          {describeStrictness(strictness)}
        </p>
      </Section>
      <Section title="Winning rate ω by ε" note="ε is what a judge’s lower price forgives. Choose it before you look.">
        <Panel
          name="winning-rate-by-epsilon"
          title="ω by ε"
          definition="In how many people’s places the judge does as well, by what its lower price is allowed to forgive."
          counted={verdict.counted}
          paper={toMethod(verdict)}
          command={toVerdictCommand(project, verdict)}
        >
          <Table caption="Winning rate by ε">
            <thead>
              <tr>
                <th scope="col" className="num">
                  ε
                </th>
                <th scope="col" className="num">
                  ω
                </th>
                <th scope="col" className="num">
                  People
                </th>
              </tr>
            </thead>
            <tbody>
              {byEpsilon.map(({ epsilon, winningRate, replaceable, tested }) => (
                <tr key={epsilon} aria-current={epsilon === test.epsilon ? "true" : undefined}>
                  <td className="num">{epsilon === test.epsilon ? <b>{formatNumber(epsilon)}</b> : formatNumber(epsilon)}</td>
                  <td className="num">{winningRate === null ? "—" : formatNumber(winningRate)}</td>
                  <td className="num">{`${replaceable} of ${tested}`}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Panel>
      </Section>
    </div>
  );
}

function Row({ person, name, href }: { person: ReportedReplacement; name: string; href: string }) {
  const { n, advantageJudge, advantageHuman, difference, p, rejected, reason } = person;
  return (
    <tr>
      <th scope="row">
        <Name kind="HUMAN">{name}</Name>
      </th>
      <td className="num">
        <Link prefetch={false} href={href}>
          {formatCount(n)}
        </Link>
      </td>
      <td className="num">{formatNumber(advantageJudge)}</td>
      <td className="num">{formatNumber(advantageHuman)}</td>
      <td className="num">{formatNumber(-difference)}</td>
      <td className="num">{p === null ? "—" : p < 0.001 ? "< 0.001" : formatNumber(p, 3)}</td>
      <td>
        {p === null ? (
          <span className="quiet">{reason}</span>
        ) : (
          <State tone={rejected ? "success" : "idle"}>{rejected ? "as good" : "not yet"}</State>
        )}
      </td>
    </tr>
  );
}
