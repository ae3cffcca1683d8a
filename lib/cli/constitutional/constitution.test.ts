import { PassThrough, Readable } from "node:stream";
import { beforeAll, expect, test } from "vitest";
import { runCli } from "@/lib/cli/frame/run-cli";
import type { ConstitutionDocument } from "@/lib/constitutions/schema";
import type { Project } from "@/lib/db/generated/client";
import { createProject } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { constitutionExport, constitutionImport, constitutionList } from "./constitution";

const database = freshDatabase();
let project: Project;

beforeAll(async () => {
  await database.open();
  process.env.DATABASE_URL = database.url();
  project = await createProject();
});

async function concord(words: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
  const streams = { stdin: Readable.from([input]), stdout: new PassThrough(), stderr: new PassThrough(), cwd: "." };
  const code = await runCli([constitutionImport, constitutionExport, constitutionList], words, streams);
  return { code, out: String(streams.stdout.read() ?? ""), err: String(streams.stderr.read() ?? "") };
}

test("a constitution goes out as a document and comes back as the same version, and a changed one as the next", async () => {
  const where = ["--project", project.slug];
  expect(await concord(["constitution", "list", ...where])).toMatchObject({
    code: 0,
    out: expect.stringContaining("no constitution"),
  });
  const made = await concord(["constitution", "import", "--example", "quality", "--json", ...where]);
  expect(JSON.parse(made.out)).toMatchObject({ version: 1, outcome: "created" });
  const { out } = await concord(["constitution", "export", "Helpful and honest", ...where]);
  const document: ConstitutionDocument = JSON.parse(out);
  expect(document.principles).toHaveLength(16);
  expect(await concord(["constitution", "import", "--file", "-", ...where], out)).toMatchObject({
    code: 0,
    out: expect.stringContaining("unchanged"),
  });
  document.principles.reverse();
  const changed = await concord(["constitution", "import", "--file", "-", "--json", ...where], JSON.stringify(document));
  expect(JSON.parse(changed.out)).toMatchObject({ version: 2, outcome: "new version" });
  const old = await concord(["constitution", "export", "Helpful and honest", "--version", "1", "--json", ...where]);
  expect(JSON.parse(old.out)).toEqual(JSON.parse(out));
  expect((await concord(["constitution", "list", ...where])).out).toMatch(/Helpful and honest\n {2}v2 {2}16 principles\n {2}v1/);
});

test("what cannot be meant is refused with what is wrong and where", async () => {
  const where = ["--project", project.slug];
  expect((await concord(["constitution", "import", ...where])).code).toBe(2);
  expect((await concord(["constitution", "import", "--example", "other", ...where])).err).toContain("quality, harmlessness");
  expect((await concord(["constitution", "import", "--file", "-", ...where], "{")).err).toContain("no JSON document");
  const wrong = JSON.stringify({
    name: "X",
    principles: [{ key: "a", preferenceText: "b", critiqueRequest: "", revisionRequest: "d" }],
  });
  const refused = await concord(["constitution", "import", "--file", "-", ...where], wrong);
  expect(refused.code).toBe(3);
  expect(refused.err).toContain("principles.0.critiqueRequest");
  expect((await concord(["constitution", "export", "Nobody's", ...where])).code).toBe(4);
});
