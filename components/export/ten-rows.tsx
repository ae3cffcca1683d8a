"use client";

import { Shuffle } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/form/segmented";
import { Icon } from "@/components/ui/icon";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import type { ExportPreview } from "@/lib/datasets/export-types";
import { formatNumber } from "@/lib/format";
import { useExportQuery } from "./use-export-query";

export interface TenRowsProps {
  preview: Pick<ExportPreview, "rows" | "lines" | "counted" | "leaks">;
  /** Place of the first row that is shown, from 0. */
  from: number;
}

/** Some rows as they will be written, as a table or as they stand in the file. */
export function TenRows({ preview, from }: TenRowsProps) {
  const [view, setView] = useState<"table" | "file">("table");
  const { set } = useExportQuery();
  const { rows, lines, counted } = preview;
  const next = from + 10 < counted.rows ? from + 10 : 0;
  return (
    <Section
      title={rows.length === 10 ? "Ten rows" : "Rows"}
      actions={
        <div className="actions">
          <Segmented
            label="How rows are shown"
            value={view}
            options={[
              { value: "table", label: "Table" },
              { value: "file", label: "As in the file" },
            ]}
            onChange={setView}
          />
          {counted.rows > 10 ? (
            <Button onClick={() => set({ row: next === 0 ? "" : String(next) })}>
              <Icon of={Shuffle} />
              Ten others
            </Button>
          ) : null}
        </div>
      }
    >
      {rows.length === 0 ? (
        <p className="note">No row yet: nothing that is chosen here has been labelled.</p>
      ) : view === "table" ? (
        <RowTable rows={rows} hasSplit={preview.leaks !== null} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre className="export-preview" tabIndex={0}>
          <code>{lines.join("\n\n")}</code>
        </pre>
      )}
      <p className="note">Beginnings only; the file holds the whole text. A negative score chose response A, a positive one B.</p>
    </Section>
  );
}

function RowTable({ rows, hasSplit }: { rows: ExportPreview["rows"]; hasSplit: boolean }) {
  const heads = ["Prompt, last turn", "Chosen", "Rejected"];
  return (
    <Table caption="Rows as they will be written" className="row-table">
      <thead>
        <tr>
          <th scope="col">Comp.</th>
          {heads.map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
          {["Score", "Margin"].map((head) => (
            <th scope="col" className="num" key={head}>
              {head}
            </th>
          ))}
          <th scope="col">By</th>
          {hasSplit ? <th scope="col">Split</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one comparison may have several rows; the list is written as a whole
          <tr key={place}>
            <th scope="row">{row.comparison}</th>
            <td className="text">{row.prompt}</td>
            <td className="text">{row.chosen}</td>
            <td className="text">{row.rejected}</td>
            <td className="num">{row.score === null ? "—" : formatSigned(row.score)}</td>
            <td className="num">{row.margin === null ? "—" : formatNumber(row.margin, 1)}</td>
            <td>{row.annotator}</td>
            {hasSplit ? <td>{row.split}</td> : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function formatSigned(score: number): string {
  return score > 0 ? `+${formatNumber(score, 1)}` : formatNumber(score, 1);
}
