/**
 * The rows of a table as CSV (RFC 4180). A cell's `data-csv` stands for its text; columns whose head has `data-csv-skip` are left out.
 * A cell that a spreadsheet would run as a formula is made a text.
 */
export function tableToCsv(table: HTMLTableElement): string {
  const rows = [...table.rows].filter((row) => row.getAttribute("aria-hidden") !== "true");
  const skipped = new Set(
    [...(rows[0]?.cells ?? [])].flatMap((cell, index) => (cell.hasAttribute("data-csv-skip") ? [index] : [])),
  );
  return rows
    .map((row) =>
      [...row.cells]
        .filter((_, index) => !skipped.has(index))
        .map(toField)
        .join(","),
    )
    .join("\r\n");
}

function toField(cell: HTMLTableCellElement): string {
  const shown = (cell.dataset.csv ?? cell.textContent ?? "").replace(/\s+/g, " ").trim().replaceAll("\u2212", "-");
  const text = /^[=+\-@]/.test(shown) && !/^[+-]?[\d.,]+$/.test(shown) ? `'${shown}` : shown;
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
