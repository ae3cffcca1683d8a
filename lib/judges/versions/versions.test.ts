import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/types";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { getJudge, listArchivedJudges, listJudges } from "@/lib/judges/queries";
import { saveJudge } from "@/lib/judges/save-judge";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { createJudgeFixture, type JudgeFixture, startFixtureRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { archiveJudge } from "./archive-judge";
import { cloneJudge } from "./clone-judge";
import { compareVersions } from "./compare-versions";
import { getJudgeDocument } from "./judge-document";
import { parseJudgeDocument } from "./parse-document";

const system = systemActor("test");
const server = { baseUrl: "http://127.0.0.1:9/v1" };
let fixture: JudgeFixture;
let annotator: Actor;
let stranger: Actor;

beforeAll(freshDatabase().open);
beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1:9";
  fixture = await createJudgeFixture(server, { comparisons: 1 });
  const people = await Promise.all([createUser(), createUser()]);
  await createMember(fixture.project, people[0], "ANNOTATOR");
  annotator = actorOf(people[0]);
  stranger = actorOf(people[1]);
});

async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error("it was allowed"),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
}

const own = (ending: string) => ({
  asks: "better",
  preamble: "Compare.\nBe fair.",
  sample: "{{conversation}}\n{{response_1}}\n{{response_2}}",
  ending,
});

test("two versions are told apart: settings in words, texts line by line", async () => {
  const project = fixture.project.id;
  const base = { name: "Told apart", endpoint: "Scripted server", model: "m" };
  const { judgeId } = await saveJudge(system, project, { ...base, template: own("Which is better?\nName one.\n\nIt is=") });
  await saveJudge(system, project, { ...base, temperature: 0.7, template: own("Which is better?\nName one of them.\n\nIt is=") });

  const difference = await compareVersions(system, project, judgeId);
  expect(difference).toMatchObject({ from: { version: 1 }, to: { version: 2 }, versions: [1, 2] });
  expect(difference.settings).toContainEqual({ setting: "Temperature", before: "0", after: "0.7" });
  expect(difference.texts.map(({ name }) => name)).toEqual(["Template, ending"]);
  expect(difference.texts[0]?.changes).toEqual([
    { kind: "same", text: "Which is better?" },
    { kind: "gone", text: "Name one." },
    { kind: "added", text: "Name one of them." },
    { kind: "same", text: "" },
    { kind: "same", text: "It is=" },
  ]);
  const back = await compareVersions(system, project, judgeId, { from: 2, to: 1 });
  expect(back.settings).toContainEqual({ setting: "Temperature", before: "0.7", after: "0" });
  expect((await compareVersions(system, project, judgeId, { to: 1 })).texts).toEqual([]);
  expect((await refusalOf(compareVersions(system, project, judgeId, { from: 3 }))).code).toBe("not_found");
});

test("a clone is a judge of its own that names its source; a taken name is refused", async () => {
  const { project, judge } = fixture;
  const clone = await cloneJudge(system, project.id, { judgeId: judge.judgeId, version: 1 }, "Twin");
  expect(clone).toMatchObject({ version: 1, outcome: "created" });
  const made = await getJudge(system, project.id, "Twin");
  const source = await getJudge(system, project.id, judge.judgeId, 1);
  expect(made.clonedFrom).toEqual({ judgeId: judge.judgeId, name: "Scripted", version: 1 });
  expect(made.contentHash).toBe(source.contentHash);
  expect(made.entry).toMatchObject({ runs: 0, labels: 0 });
  expect((await refusalOf(cloneJudge(system, project.id, { judgeId: judge.judgeId }, "Twin"))).code).toBe("conflict");
});

describe("archiveJudge", () => {
  test("an archived judge is out of the lists, keeps its page, and takes neither versions nor runs until it is restored", async () => {
    const { project, judge } = fixture;
    const runId = await startFixtureRun(fixture);
    expect((await refusalOf(archiveJudge(system, project.id, judge.judgeId, true))).message).toMatch(/not finished/);
    await db().judgeRun.update({ where: { id: runId }, data: { state: "CANCELLED" } });

    await archiveJudge(system, project.id, judge.judgeId, true);
    await archiveJudge(system, project.id, judge.judgeId, true);
    expect((await listJudges(system, project.id)).map(({ name }) => name)).not.toContain("Scripted");
    expect(await listArchivedJudges(system, project.id)).toMatchObject([{ id: judge.judgeId, name: "Scripted", versions: 1 }]);
    expect((await getJudge(system, project.id, judge.judgeId)).archivedAt).not.toBeNull();
    const document = { name: "Scripted", endpoint: "Scripted server", model: "other" };
    expect((await refusalOf(saveJudge(system, project.id, document))).message).toMatch(/archived/);
    expect((await refusalOf(startFixtureRun(fixture))).message).toMatch(/archived/);

    await archiveJudge(system, project.id, judge.judgeId, false);
    expect((await listJudges(system, project.id)).map(({ name }) => name)).toContain("Scripted");
    const audit = await db().auditEvent.findMany({ where: { action: { in: ["judge.archive", "judge.restore"] } } });
    expect(audit.map(({ action, target }) => `${action} ${target}`).sort()).toEqual([
      "judge.archive Scripted",
      "judge.restore Scripted",
    ]);
  });
});

describe("the document", () => {
  test("comes back from where it went, and makes an equal judge in another project", async () => {
    const { project } = fixture;
    const { document, fileName } = await getJudgeDocument(system, project.id, "Scripted");
    expect(fileName).toBe("scripted-v1.json");
    expect(document.endpoint).toMatchObject({ name: "Scripted server", baseUrl: server.baseUrl });
    const text = JSON.stringify(document);
    expect(parseJudgeDocument(text, "It")).toEqual(document);
    expect(await saveJudge(system, project.id, parseJudgeDocument(text, "It"))).toMatchObject({ outcome: "unchanged" });

    const other = await createJudgeFixture(
      { baseUrl: "http://127.0.0.1:9/other" },
      { comparisons: 0, document: { name: "Else" } },
    );
    await db().endpoint.updateMany({ where: { projectId: other.project.id }, data: { name: "Another" } });
    expect(await saveJudge(system, other.project.id, parseJudgeDocument(text, "It"))).toMatchObject({ outcome: "created" });
    expect((await getJudgeDocument(system, other.project.id, "Scripted")).document).toEqual(document);
  });

  test("that is none is refused with the path of each mistake and how to mend it", () => {
    const wrong = { name: "", endpoint: "e", model: "m", tieBand: 2, limits: { attempts: 0 }, temprature: 1 };
    const refused = (() => {
      try {
        return parseJudgeDocument(JSON.stringify(wrong), "judge.json");
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(AppError);
    const { message, fields } = refused as AppError;
    expect(message).toMatch(/^judge\.json is no judge\./);
    expect(fields.map(({ path }) => path).sort()).toEqual(["", "limits.attempts", "name", "tieBand"]);
    expect(message).toContain('"temprature"');
    expect(message).toContain("temperature");
    expect(() => parseJudgeDocument("{", "judge.json")).toThrow(/no JSON document/);
  });
});

test("annotators and strangers neither see nor change versions, and ids of other projects are not found", async () => {
  const { project, judge } = fixture;
  for (const actor of [annotator, stranger]) {
    for (const attempt of [
      () => compareVersions(actor, project.id, judge.judgeId),
      () => cloneJudge(actor, project.id, { judgeId: judge.judgeId }, "Theirs"),
      () => archiveJudge(actor, project.id, judge.judgeId, true),
      () => listArchivedJudges(actor, project.id),
      () => getJudgeDocument(actor, project.id, judge.judgeId),
    ])
      expect((await refusalOf(attempt())).code).toBe("not_found");
  }
  expect((await refusalOf(archiveJudge(system, project.id, newId(), true))).code).toBe("not_found");
  const other = await createJudgeFixture(server, { comparisons: 0, document: { name: "Elsewhere" } });
  expect((await refusalOf(archiveJudge(system, project.id, other.judge.judgeId, true))).code).toBe("not_found");
  expect((await refusalOf(cloneJudge(system, project.id, { judgeId: other.judge.judgeId }, "Theirs"))).code).toBe("not_found");
});
