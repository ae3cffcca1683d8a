import { type Rules, toBehindHref } from "@/components/agreement/behind/hrefs";
import { FigureCell, listReasons, Reasons } from "@/components/agreement/figure-cell";
import { toCommand } from "@/components/agreement/to-command";
import { Name } from "@/components/charts/name";
import { Panel } from "@/components/panel/panel";
import { toPaperSentence } from "@/components/panel/to-paper-sentence";
import { Table } from "@/components/ui/layout/table";
import type { AgreementReport } from "@/lib/agreement/types";

export interface BothRulesPanelProps {
  project: string;
  rules: Rules;
  report: AgreementReport;
}

/** Raw agreement with ties left out and with ties as an answer: the rule alone moves it far. */
export function BothRulesPanel({ project, rules, report }: BothRulesPanelProps) {
  if (report.bothRules.length === 0) return null;
  const reasons = listReasons(report.bothRules.flatMap(({ exclude, category }) => [exclude, category]));
  const noteOf = (reason: string | null) => (reason ? reasons.indexOf(reason) + 1 : null);
  const nameOf = (id: string) => report.annotators.find((annotator) => annotator.id === id)?.name ?? id;
  const hrefOf = (annotator: string | null, ties: "exclude" | "category") =>
    toBehindHref(project, { ...rules, ties }, annotator === null ? { of: "humans" } : { of: "judge", judge: annotator });
  return (
    <Panel
      name="both-tie-rules"
      title="Under either rule for ties"
      definition="Share of pairs of labels with the same preference. S2 leaves ties out before pairs are formed, and chance is one half; S1 counts a tie as a third answer, and chance is one third. A figure without its rule cannot be compared with another."
      sub="raw agreement, whichever rule the page has"
      counted={report.counted}
      foot={<Reasons reasons={reasons} />}
      paper={toPaperSentence(
        "Raw agreement with ties left out (S2) and with ties as an answer (S1)",
        report,
        report.bothRules[0]?.category,
      )}
      command={toCommand(project, report)}
    >
      <Table caption="Raw agreement under either rule for ties, with 95&nbsp;% intervals">
        <thead>
          <tr>
            <th scope="col">Between</th>
            <th scope="col" className="num">
              Ties left out (S2)
            </th>
            <th scope="col" className="num">
              Ties an answer (S1)
            </th>
          </tr>
        </thead>
        <tbody>
          {report.bothRules.map(({ between, annotator, exclude, category }) => (
            <tr key={annotator ?? "people"}>
              <th scope="row">
                <Name kind={between[1]}>{annotator === null ? "People" : nameOf(annotator)}</Name>{" "}
                <span className="quiet font-normal">with people</span>
              </th>
              <FigureCell figure={exclude} href={hrefOf(annotator, "exclude")} note={noteOf(exclude.reason)} />
              <FigureCell figure={category} href={hrefOf(annotator, "category")} note={noteOf(category.reason)} />
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
