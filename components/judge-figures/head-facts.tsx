import Link from "next/link";
import { type Rules, toBehindHref } from "@/components/agreement/behind/hrefs";
import { FigureCell, listReasons, Reasons } from "@/components/agreement/figure-cell";
import { describeMethod } from "@/components/agreement/words";
import { Table } from "@/components/ui/layout/table";
import type { ReportedJudge } from "@/lib/agreement/types";
import { formatNumber, formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";

export interface HeadFactsProps {
  project: string;
  rules: Rules;
  judge: ReportedJudge;
}

/** A judge against people in one line, people against people beside it. */
export function HeadFacts({ project, rules, judge }: HeadFactsProps) {
  const {
    againstEachHuman,
    againstLeaveOneOut,
    ceilingLeaveOneOut,
    ceilingPairwise,
    krippendorffAlphaOrdinal,
    cohenKappa,
    altTest,
  } = judge;
  const shown = [againstEachHuman, ceilingPairwise, againstLeaveOneOut, ceilingLeaveOneOut, krippendorffAlphaOrdinal, cohenKappa];
  const reasons = listReasons(shown);
  const noteOf = (reason: string | null) => (reason ? reasons.indexOf(reason) + 1 : null);
  const behind = (outcome?: "agree" | "disagree") =>
    toBehindHref(project, rules, { of: "judge", judge: judge.annotator }, outcome ? { outcome } : {});
  return (
    <div className="mt-4">
      <Table
        caption="The judge against people, and people against people on the same comparisons, with 95&nbsp;% intervals"
        id="head"
      >
        <thead>
          <tr>
            <th scope="col">With people</th>
            {["Each person", "Majority of the others", "α, ordinal", "κ", "ρ", `ω(${formatNumber(altTest.epsilon)})`].map(
              (head) => (
                <th key={head} scope="col" className="num">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Judge</th>
            <FigureCell figure={againstEachHuman} href={behind()} note={noteOf(againstEachHuman.reason)} />
            <FigureCell figure={againstLeaveOneOut} note={noteOf(againstLeaveOneOut.reason)} />
            <FigureCell figure={krippendorffAlphaOrdinal} note={noteOf(krippendorffAlphaOrdinal.reason)} />
            <FigureCell figure={cohenKappa} note={noteOf(cohenKappa.reason)} />
            <td className="num">{altTest.advantageProbability === null ? "—" : formatNumber(altTest.advantageProbability)}</td>
            <td className="num">{altTest.winningRate === null ? "—" : formatNumber(altTest.winningRate)}</td>
          </tr>
          <tr>
            <th scope="row">People</th>
            <FigureCell figure={ceilingPairwise} note={noteOf(ceilingPairwise.reason)} />
            <FigureCell figure={ceilingLeaveOneOut} note={noteOf(ceilingLeaveOneOut.reason)} />
            <td />
            <td />
            <td />
            <td />
          </tr>
        </tbody>
      </Table>
      <p className="figure-foot">
        <Reasons reasons={reasons} />
        {altTest.reason ? `ω: ${altTest.reason}. ` : ""}
        {formatQuantity(judge.pairs, "pair")} on {formatQuantity(judge.comparisons, "comparison")},{" "}
        <Link prefetch={false} href={behind("disagree")}>
          those that differ
        </Link>
        . {describeMethod(againstEachHuman)} Majority of the others: judge and person against the people but that person; the
        judge has no vote. <Link href={paths.verdict(project)}>May it replace an annotator?</Link>
      </p>
    </div>
  );
}
