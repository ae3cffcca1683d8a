import { WinMatrix } from "@/components/charts/win-matrix";
import { toDatasetHref } from "@/components/dataset/browse/hrefs";
import { Panel } from "@/components/panel/panel";
import { Section } from "@/components/ui/layout/section";
import { formatNumber, formatQuantity } from "@/lib/format";
import type { ModelsBeside, RankReport } from "@/lib/ranking/types";
import { FEW, toRankCommand } from "./words";

/** More models than this make a matrix that nobody reads. */
const MOST = 25;

/** Who beats whom, by people and by the judge. */
export function Duels({ people, judge, project }: ModelsBeside & { project: string }) {
  const names = (people.models.length > 0 ? people : (judge?.report ?? people)).models.map(({ model }) => model);
  const shown = names.slice(0, MOST);
  const rest = names.length > MOST ? ` The ${MOST} strongest of ${names.length} are shown; --json has all.` : "";
  return (
    <Section
      title="Who beats whom"
      note={`Share of labels that the row wins against the column, ties as halves; above the diagonal how many labels; “—” under ${FEW}.${rest}`}
    >
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 xl:grid-cols-2">
        <Matrix name="People" kind="HUMAN" report={people} models={shown} project={project} />
        {judge ? <Matrix name={judge.name} kind="AI" report={judge.report} models={shown} project={project} /> : null}
      </div>
    </Section>
  );
}

interface MatrixProps {
  name: string;
  kind: "HUMAN" | "AI";
  report: RankReport;
  models: string[];
  project: string;
}

function Matrix({ name, kind, report, models, project }: MatrixProps) {
  const duels = new Map(report.duels.map((duel) => [`${duel.a}\n${duel.b}`, duel]));
  return (
    <Panel
      name={`wins-by-${kind === "HUMAN" ? "people" : "judge"}`}
      title={name}
      mark={kind}
      definition="Share of labels that the row wins against the column, ties as halves; above the diagonal how many labels."
      counted={formatQuantity(
        report.duels.reduce((sum, { wins, ties, losses }) => sum + wins + ties + losses, 0),
        "label",
      )}
      isTable={false}
      paper={`Share of labels that one model wins against another by ${kind === "HUMAN" ? "people" : name}, ties as halves; criterion ${report.criterion}.`}
      command={toRankCommand(report.project, report, kind === "HUMAN" ? "human" : name)}
    >
      <WinMatrix
        caption={`Who beats whom by ${name}`}
        models={models}
        duel={(row, column) => {
          const [a = "", b = ""] = [models[row], models[column]];
          const straight = duels.get(`${a}\n${b}`);
          const turned = duels.get(`${b}\n${a}`);
          const duel = straight ?? turned;
          if (!duel) return null;
          const battles = duel.wins + duel.ties + duel.losses;
          const won = (straight ? duel.wins : duel.losses) + duel.ties / 2;
          return { battles, share: battles < FEW ? null : won / battles, href: toDatasetHref(project, { model: [a, b] }) };
        }}
      />
      {report.ties.share.estimate === null ? null : (
        <p className="figure-foot">{`Ties: ${formatNumber(report.ties.share.estimate)} of the labels.`}</p>
      )}
    </Panel>
  );
}
