import { Fragment, type ReactNode } from "react";
import { fixedAxis } from "@/components/charts/axis";
import { formatScore } from "@/components/charts/confusion-matrix";
import { Mark } from "@/components/charts/marks";
import { Name } from "@/components/charts/name";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import type { LabelView } from "@/lib/comparisons/types";
import { formatNumber } from "@/lib/format";
import { toAnswerText, toBesideText } from "./answer-text";

const SCORES = [-4, -3, -2, -1, 0, 1, 2, 3, 4] as const;
const axis = fixedAxis(-5, 5);

export interface LabelTableProps {
  /** What was asked, for the caption. */
  question: string;
  labels: readonly LabelView[];
}

/** Every label of one criterion, each on its row of the signed scale, with what is known of it. */
export function LabelTable({ question, labels }: LabelTableProps) {
  return (
    <Table caption={`Every label on “${question}”, on the scale from −4 (A far better) to +4 (B far better)`} className="lanes">
      <thead>
        <tr>
          <th scope="col">Annotator</th>
          <th scope="col" className="lane" data-csv-skip>
            <ScaleHead />
          </th>
          <th scope="col" className="num">
            Score
          </th>
          <th scope="col" className="num">
            p(B)
          </th>
          <th scope="col" className="num">
            Active, s
          </th>
          <th scope="col">Where</th>
          <th scope="col" className="num">
            When
          </th>
        </tr>
      </thead>
      <tbody>
        {labels.map((label) => (
          <LabelRow key={label.id} label={label} />
        ))}
      </tbody>
    </Table>
  );
}

function LabelRow({ label }: { label: LabelView }) {
  const { annotator, score, probabilityB } = label;
  const beside = toBesideText(label);
  return (
    <tr>
      <th scope="row">
        <Name kind={annotator.kind}>{annotator.name}</Name>
        {label.repeatIndex > 0 ? <span className="quiet font-normal"> shown again</span> : null}
      </th>
      <td className="lane">
        <Lane>
          {probabilityB !== null ? <SoftLabel probabilityB={probabilityB} /> : null}
          {score !== null ? <Mark kind={annotator.kind} x={axis.at(score)} y="50%" size={5.5} /> : null}
        </Lane>
        {score === null && label.reason ? <p className="lane-text">{label.reason}</p> : null}
      </td>
      <td className="num">{toAnswerText(label)}</td>
      <td className="num">{probabilityB === null ? <span className="quiet">—</span> : formatNumber(probabilityB)}</td>
      <td className="num">
        {label.durationMs === null ? <span className="quiet">—</span> : formatNumber(label.durationMs / 1000, 0)}
      </td>
      <td className="text-ink-2 whitespace-nowrap">
        {toPlace(label)}
        {beside ? <span className="block">{beside}</span> : null}
      </td>
      <td className="num text-ink-2">
        <Time at={label.submittedAt} />
      </td>
    </tr>
  );
}

function Lane({ children }: { children: ReactNode }) {
  return (
    <svg className="chart" aria-hidden="true">
      {SCORES.map((score) => (
        <line key={score} className={score === 0 ? "axis" : "grid"} x1={axis.at(score)} x2={axis.at(score)} y1="0" y2="100%" />
      ))}
      {children}
    </svg>
  );
}

/** The soft label on the same scale: from the middle, where p is ½, towards the response that it speaks for. */
function SoftLabel({ probabilityB }: { probabilityB: number }) {
  const reach = (probabilityB - 0.5) * 8;
  return (
    <rect
      className="bar-ai-2"
      x={axis.at(Math.min(0, reach))}
      width={axis.span(0, reach)}
      y="50%"
      height="4"
      transform="translate(0 -2)"
    />
  );
}

function ScaleHead() {
  return (
    <>
      <span className="sr-only">On the scale</span>
      <svg className="chart" aria-hidden="true">
        {SCORES.map((score) => (
          <Fragment key={score}>
            <text className="t-quiet" x={axis.at(score)} y="14" textAnchor="middle">
              {formatScore(score)}
            </text>
          </Fragment>
        ))}
      </svg>
    </>
  );
}

function toPlace(label: LabelView): string {
  const round = label.round ? `round ${label.round.number}` : label.annotator.kind === "HUMAN" ? "imported" : "outside rounds";
  return label.guidelineVersion === null ? round : `${round}, guidelines v${label.guidelineVersion}`;
}
