import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { serveFile } from "./serve-file";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-serve-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, "ten.txt");
fs.writeFileSync(file, "0123456789");
const ten = { file, bytes: 10, name: "ten.txt", type: "text/plain", sha256: "abc" };

async function ask(headers: Record<string, string>) {
  const answer = serveFile(new Request("http://localhost/file", { headers }), ten);
  return [answer.status, await answer.text(), answer.headers.get("content-range"), answer.headers.get("content-length")];
}

test("a file comes whole, or the part of it that was asked for", async () => {
  expect(await ask({})).toEqual([200, "0123456789", null, "10"]);
  expect(await ask({ range: "bytes=3-5" })).toEqual([206, "345", "bytes 3-5/10", "3"]);
  expect(await ask({ range: "bytes=7-" })).toEqual([206, "789", "bytes 7-9/10", "3"]);
  expect(await ask({ range: "bytes=-2" })).toEqual([206, "89", "bytes 8-9/10", "2"]);
  expect(await ask({ range: "bytes=8-99" })).toEqual([206, "89", "bytes 8-9/10", "2"]);
});

test("a range beyond the end is refused, one that is not understood is passed over", async () => {
  expect((await ask({ range: "bytes=10-" })).slice(0, 3)).toEqual([416, "", "bytes */10"]);
  expect((await ask({ range: "bytes=-0" }))[0]).toBe(416);
  for (const range of ["bytes=5-3", "bytes=1-2,4-5", "rows=1-2", "bytes=-"]) expect((await ask({ range }))[0], range).toBe(200);
});

test("a part is sent only of the file that the reader has the beginning of", async () => {
  expect((await ask({ range: "bytes=3-5", "if-range": '"abc"' }))[0]).toBe(206);
  expect((await ask({ range: "bytes=3-5", "if-range": '"older"' }))[0]).toBe(200);
});
