"use client";

import { useState } from "react";
import { tableToCsv } from "@/components/ui/layout/table-to-csv";
import { drawPanel } from "./draw-panel";
import { QuotePanel } from "./quote-panel";
import { saveFile, toPng } from "./save-file";

export interface PanelToolsProps {
  /** The id of the panel's figure. */
  figure: string;
  /** Of the files, without their ending. */
  file: string;
  title: string;
  paper: string;
  command: string | undefined;
  /** Nothing is drawn, so that there is nothing to take away as a drawing. */
  isTable: boolean;
}

/** What one can take away of a panel: its numbers, its drawing, the sentence that says how it was made and the command that makes it again. */
export function PanelTools({ figure, file, title, paper, command, isTable }: PanelToolsProps) {
  const [problem, setProblem] = useState("");

  async function take(kind: "csv" | "svg" | "png") {
    const element = document.getElementById(figure);
    if (!element) return;
    setProblem("");
    try {
      await save(element, kind);
    } catch {
      setProblem(`The browser could not make the ${kind.toUpperCase()}.`);
    }
  }

  async function save(element: HTMLElement, kind: "csv" | "svg" | "png") {
    if (kind === "csv") {
      const table = element.querySelector<HTMLTableElement>(".figure-table table") ?? element.querySelector("table");
      if (!table) throw new Error("the panel has no table");
      return saveFile(`${file}.csv`, new Blob([`${tableToCsv(table)}\r\n`], { type: "text/csv;charset=utf-8" }));
    }
    const drawing = drawPanel(element, title);
    if (kind === "svg") return saveFile(`${file}.svg`, new Blob([drawing.svg], { type: "image/svg+xml" }));
    return saveFile(`${file}.png`, await toPng(drawing));
  }

  const kinds = isTable ? (["csv"] as const) : (["csv", "svg", "png"] as const);
  return (
    <div className="panel-tools" data-panel-tools role="toolbar" aria-label={`Take away: ${title}`}>
      {kinds.map((kind) => (
        <button key={kind} type="button" onClick={() => take(kind)}>
          {kind.toUpperCase()}
        </button>
      ))}
      <QuotePanel paper={paper} command={command} />
      <span role="status">{problem}</span>
    </div>
  );
}
