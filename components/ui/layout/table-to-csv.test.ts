// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { tableToCsv } from "./table-to-csv";

function table(rows: string): HTMLTableElement {
  document.body.innerHTML = `<table>${rows}</table>`;
  return document.querySelector("table")!;
}

test("a table is copied as it is read, with the words that stand for pictures and without the columns of buttons", () => {
  const csv = tableToCsv(
    table(`<thead><tr><th>Person</th><th>With others</th><th data-csv-skip>Remove</th></tr></thead>
      <tbody><tr><th data-csv="Mara Lind">Mara Lind <span>you</span></th><td>0.74 <span>[0.68,
        0.80]</span></td><td><button>Remove</button></td></tr>
      <tr aria-hidden="true"><td colspan="3">skeleton</td></tr></tbody>`),
  );
  expect(csv).toBe('Person,With others\r\nMara Lind,"0.74 [0.68, 0.80]"');
});

test("quotes are doubled, true minus signs become plain ones, and formulas become texts", () => {
  const csv = tableToCsv(
    table(`<tr><td>say "hi"</td><td>\u22120.05</td><td>-12</td><td>=1+1</td><td>@cmd</td><td>-2+3</td><td>+44 20</td></tr>`),
  );
  expect(csv).toBe(`"say ""hi""",-0.05,-12,'=1+1,'@cmd,'-2+3,'+44 20`);
});
