import { FigureCell, listReasons, Reasons } from "@/components/agreement/figure-cell";
import { describeMethod, ENOUGH } from "@/components/agreement/words";
import { ReliabilityDiagram } from "@/components/charts/reliability-diagram";
import { Panel } from "@/components/panel/panel";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import type { ReportedCalibration } from "@/lib/agreement/types";
import { formatCount, formatNumber } from "@/lib/format";
import type { JudgeCalibration, JudgeFigures } from "@/lib/judge-figures/types";
import { toJudgePanel } from "./to-panel";

interface ShownSet {
  key: string;
  name: string;
  note: string;
  figures: ReportedCalibration | null;
  reason: string | null;
}

/** Whether the judge's probabilities can be taken at their word: as they are, clamped, and calibrated on people's labels. */
export function CalibrationSection({ project, figures }: { project: string; figures: JudgeFigures }) {
  const { calibration } = figures;
  const { name } = figures.annotator;
  if (!calibration) {
    return (
      <Section title="Calibration">
        <p className="note">— {name} gave no probabilities beside people’s labels: its labels are preferences alone.</p>
      </Section>
    );
  }
  const { raw } = calibration;
  const sets = toSets(calibration);
  if (raw.brier.n.labels < ENOUGH) {
    return (
      <Section title="Calibration">
        <p className="note">
          — {formatCount(raw.brier.n.labels)} labels of people stand beside a soft label; a curve needs {ENOUGH}.
        </p>
      </Section>
    );
  }
  return (
    <Section
      title="Calibration"
      note="Across: the judge’s probability of B. Up: how often people say B. On the line the judge can be taken at its word; bars count labels; open marks stand for under 30."
    >
      <Panel
        name="judge-reliability"
        title="Reliability"
        definition="Labels are put into ten bins by the judge’s probability of B; each mark is a bin: what the judge said on average, and how often people prefer B there. ECE is the mean distance from the line, Brier the mean squared distance of a probability from what a person said."
        {...toJudgePanel(project, figures, `Soft labels of ${name} against people’s preferences`, raw.brier)}
        table={<BinsTable sets={sets} />}
      >
        <div className="cols jf-four">
          {sets.map((set) => (
            <figure key={set.key} className="figure" aria-label={`Reliability, ${set.name}`}>
              <h3 className="mb-1">
                {set.name} <span className="sub">{set.note}</span>
              </h3>
              {set.figures ? (
                <ReliabilityDiagram
                  title={`Reliability of ${name}, ${set.name}`}
                  bins={set.figures.bins.map(({ low, high, n, meanProbability, shareB }) => ({
                    low,
                    high,
                    n,
                    mean: meanProbability,
                    share: shareB,
                  }))}
                />
              ) : (
                <p className="note">— {set.reason}</p>
              )}
            </figure>
          ))}
        </div>
        <ScoresTable sets={sets} />
      </Panel>
      <p className="figure-foot">
        {describeMethod(raw.brier)} Calibrated: fitted on people’s preferences in five parts of whole prompts or conversations,
        each part by the other four, so no label is used to judge itself. A clamp changes no preference, only how sure a label may
        be.
      </p>
    </Section>
  );
}

function toSets({ raw, clamped, temperature, isotonic }: JudgeCalibration): ShownSet[] {
  const heat =
    temperature.value === null
      ? ""
      : `T = ${formatNumber(temperature.value)}: ${temperature.value > 1 ? "too sure" : "not sure enough"} before`;
  return [
    { key: "raw", name: "Raw", note: "as the model said it", figures: raw, reason: null },
    { key: "clamped", name: "Clamped", note: "within the version’s bounds", figures: clamped, reason: "this judge has no clamp" },
    { key: "temperature", name: "At a temperature", note: heat, figures: temperature.figures, reason: temperature.reason },
    { key: "isotonic", name: "Isotonic", note: "any rising map", figures: isotonic.figures, reason: isotonic.reason },
  ];
}

function BinsTable({ sets }: { sets: readonly ShownSet[] }) {
  const shown = sets.flatMap(({ name, figures }) => (figures ? [{ name, figures }] : []));
  return (
    <Table caption="Bins of the judge’s probability of B: what it said and how often people prefer B" id="bins">
      <thead>
        <tr>
          <th scope="col">Soft labels</th>
          {["Bin", "Labels", "Mean probability", "People prefer B"].map((head) => (
            <th key={head} scope="col" className="num">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.flatMap(({ name, figures }) =>
          figures.bins.map(({ low, high, n, meanProbability, shareB }) => (
            <tr key={`${name} ${low}`}>
              <th scope="row">{name}</th>
              <td className="num">
                {formatNumber(low, 1)} to {formatNumber(high, 1)}
              </td>
              <td className="num">{formatCount(n)}</td>
              <td className="num">{meanProbability === null ? "—" : formatNumber(meanProbability, 3)}</td>
              <td className="num">{shareB === null ? "—" : formatNumber(shareB, 3)}</td>
            </tr>
          )),
        )}
      </tbody>
    </Table>
  );
}

function ScoresTable({ sets }: { sets: readonly ShownSet[] }) {
  const shown = sets.flatMap(({ name, figures }) => (figures ? [{ name, figures }] : []));
  const reasons = listReasons(shown.flatMap(({ figures }) => [figures.ece, figures.brier, figures.logLoss]));
  const noteOf = (reason: string | null) => (reason ? reasons.indexOf(reason) + 1 : null);
  return (
    <>
      <Table caption="Calibration scores with 95&nbsp;% intervals" id="calibration" className="mt-4">
        <thead>
          <tr>
            <th scope="col">Soft labels</th>
            {["ECE, 10 bins", "Brier", "Log loss", "Labels"].map((head) => (
              <th key={head} scope="col" className="num">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, figures }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <FigureCell figure={figures.ece} decimals={3} note={noteOf(figures.ece.reason)} />
              <FigureCell figure={figures.brier} decimals={3} note={noteOf(figures.brier.reason)} />
              <FigureCell figure={figures.logLoss} decimals={3} note={noteOf(figures.logLoss.reason)} />
              <td className="num">{formatCount(figures.brier.n.labels)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="figure-foot">
        <Reasons reasons={reasons} />
      </p>
    </>
  );
}
