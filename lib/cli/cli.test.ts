import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { commands } from "./commands";
import { runCli } from "./frame/run-cli";

// The real program, started as people start it, from another folder than its own. Each call takes seconds, so there are few.
const SECONDS = 60_000;
const database = freshDatabase();
const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "concord-cli-"));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function concord(
  words: readonly string[],
  { input = "", env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.resolve("scripts/concord.mjs"), ...words], {
      cwd: elsewhere,
      env: { ...process.env, DATABASE_URL: database.url(), CONCORD_DATA: path.join(elsewhere, "data"), ...env },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += String(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += String(chunk);
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

/** The same without a process of its own, where nothing but words matters. The database stays open. */
async function inThisProcess(words: readonly string[]): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await runCli(
    commands.map((command) => ({ ...command, needsDatabase: false })),
    words,
    { stdin: new PassThrough(), stdout: out, stderr: err, cwd: elsewhere },
  );
  return { code, out: String(out.read() ?? ""), err: String(err.read() ?? "") };
}

describe("concord", () => {
  beforeAll(() => database.open());
  afterAll(() => fs.rmSync(elsewhere, { recursive: true, force: true }));

  test(
    "user create takes the password from standard input, and refuses a short one and an address that is taken",
    async () => {
      const words = ["user", "create", "--email", "Ada@example.org", "--name", "Ada", "--role", "operator", "--json"];
      const made = await concord(words, { input: "a long enough password\n" });
      expect(made).toMatchObject({ code: 0, err: "" });
      expect(JSON.parse(made.out)).toMatchObject({ email: "ada@example.org", name: "Ada", role: "operator" });
      expect(await db().user.findFirstOrThrow()).toMatchObject({ email: "ada@example.org", isOperator: true });

      const [short, taken] = await Promise.all([
        concord(["user", "create", "--email", "b@example.org"], { input: "short\n" }),
        concord(words, { input: "a long enough password\n" }),
      ]);
      expect(short).toMatchObject({ code: 3, out: "" });
      expect(short.err).toContain("password: Give at least 12 characters");
      expect(taken).toMatchObject({ code: 3, out: "" });
      expect(taken.err).toContain("There is already an account for ada@example.org");
      expect(await db().user.count()).toBe(1);
    },
    SECONDS,
  );

  test(
    "user erase says whom it would erase, erases with --yes, and knows nobody of that address afterwards",
    async () => {
      await createUser({ email: "grace@example.org", name: "Grace Example" });
      const words = ["user", "erase", "--email", "Grace@example.org"];
      const asked = await inThisProcess(words);
      expect(asked).toMatchObject({ code: 2, out: "" });
      expect(asked.err).toContain("This would erase Grace Example (grace@example.org), a member of 0 projects");
      expect(await db().user.count({ where: { erasedAt: { not: null } } })).toBe(0);

      const done = await concord([...words, "--yes", "--json"]);
      expect(done).toMatchObject({ code: 0, err: "" });
      const { id, pseudonym } = JSON.parse(done.out);
      expect(await db().user.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: pseudonym, erasedAt: expect.any(Date) });
      const again = await inThisProcess([...words, "--yes"]);
      expect(again).toMatchObject({ code: 4, out: "" });
      expect(again.err).toContain("grace@example.org was not found");

      const owner = await createUser({ email: "only@example.org" });
      await createProject({ name: "Hers alone", owner });
      const only = await inThisProcess(["user", "erase", "--email", "only@example.org", "--yes"]);
      expect(only.code).toBe(3);
      expect(only.err).toContain("Hers alone");
      await db().project.deleteMany();
    },
    SECONDS,
  );

  test(
    "project create, list and show print one JSON document each and speak of the same project",
    async () => {
      const made = await concord([
        ...["project", "create", "--name", "First study", "--preset", "custom", "--levels", "2", "--tie", "--json"],
        ...["--criterion", "kind: Which response is kinder?", "--criterion", "harm: Which is more harmful? (worse)"],
      ]);
      expect(made).toMatchObject({ code: 0, err: "" });
      const { slug } = JSON.parse(made.out);
      const [listed, shown, missing] = await Promise.all([
        concord(["project", "list", "--json"]),
        concord(["--json", "project", "show", slug]),
        concord(["project", "show", "nowhere", "--json"]),
      ]);
      expect(JSON.parse(listed.out)).toMatchObject([{ slug: "first-study", name: "First study", comparisons: 0 }]);
      expect(JSON.parse(shown.out)).toMatchObject({
        slug: "first-study",
        scale: { levelsPerSide: 2, allowsTie: true },
        criteria: [
          { key: "kind", polarity: "BETTER" },
          { key: "harm", polarity: "WORSE" },
        ],
        counts: { members: 1 },
      });
      expect(missing).toMatchObject({ code: 4, out: "" });
      expect(missing.err).toContain("was not found");
    },
    SECONDS,
  );

  test(
    "wrong use ends with 2, one sentence and nothing on standard output; help ends with 0 and an example",
    async () => {
      const wrong = await concord(["frobnicate"]);
      expect(wrong).toMatchObject({ code: 2, out: "" });
      expect(wrong.err).toBe('error: There is no command "frobnicate". `concord --help` lists them all.\n');
      const others = [
        await inThisProcess(["project", "frobnicate"]),
        await inThisProcess(["project", "show"]),
        await inThisProcess(["project", "create", "--name", "X", "--preset", "hh"]),
        await inThisProcess(["demo", "--frobnicate"]),
        await inThisProcess(["demo", "--seed", "1"]),
        await inThisProcess(["--frobnicate"]),
      ];
      for (const ended of others) expect(ended).toMatchObject({ code: 2, out: "" });
      expect(others.map(({ err }) => err.split("\n").length)).toEqual([2, 2, 2, 2, 2, 2]);
      expect(others[2]?.err).toContain("hh-helpful, hh-red-team, llama2, arena, binary, custom");

      const all = await concord(["--help"]);
      const one = await inThisProcess(["project", "create", "--help"]);
      expect(all).toMatchObject({ code: 0, err: "" });
      expect(all.out).toContain("project create");
      expect(one.out).toMatch(/Example:\n {2}npx concord project create/);
    },
    SECONDS,
  );

  test(
    "demo prints links, verify then finds everything sound, and names what is edited afterwards",
    async () => {
      const demo = await concord(["demo", "--json"]);
      expect(demo).toMatchObject({ code: 0, err: "" });
      expect(JSON.parse(demo.out).links.agreement).toMatch(/\/projects\/demo-[a-z-]+\/agreement$/);
      const sound = await concord(["verify", "--json"]);
      expect(sound).toMatchObject({ code: 0, err: "" });
      expect(JSON.parse(sound.out)).toMatchObject({ sound: true, breach: null, audit: { breach: null } });

      // Behind the app's back: a score that no event tells of, and an audit entry with another target.
      await db().$executeRaw`update "Label" set score = -score where (id) in (select id from "Label" where score = 4 limit 1)`;
      const broken = await concord(["verify", "--json"]);
      expect(broken.code).toBe(1);
      expect(JSON.parse(broken.out).breach.check).toBe("every label says what its newest event says");
      await db().$executeRaw`update "AuditEvent" set target = 'something else' where position = 2`;
      const edited = await concord(["verify"]);
      expect(edited.code).toBe(1);
      expect(edited.err).toContain("the audit trail: broken at entry 2");
    },
    2 * SECONDS,
  );

  test(
    "doctor finds a setting by which labels could be lost, and secrets that others can read",
    async () => {
      const secrets = path.join(elsewhere, "data", "secrets");
      fs.mkdirSync(secrets, { recursive: true, mode: 0o700 });
      fs.writeFileSync(path.join(secrets, "secret"), "x", { mode: 0o644 });
      fs.chmodSync(path.join(secrets, "secret"), 0o644);
      const ended = await concord(["doctor", "--json"]);
      expect(ended.code).toBe(1);
      const { healthy, findings } = JSON.parse(ended.out);
      expect(healthy).toBe(false);
      // The tests' server runs without fsync on purpose.
      const stateOf = (name: string) => findings.find((finding: { name: string }) => finding.name === name)?.state;
      expect([stateOf("Node"), stateOf("Schema"), stateOf("fsync"), stateOf("Secrets")]).toEqual([
        "ok",
        "ok",
        "problem",
        "problem",
      ]);
    },
    SECONDS,
  );

  test(
    "a database that cannot be used gives one sentence without the password",
    async () => {
      const ended = await concord(["project", "list"], { env: { DATABASE_URL: "postgresql://ada:hidden@127.0.0.1:9/none" } });
      expect(ended).toMatchObject({ code: 1, out: "" });
      expect(ended.err).toContain("nothing answers there");
      expect(ended.err).not.toContain("hidden");
      expect(ended.err.trim().split("\n")).toHaveLength(1);
    },
    SECONDS,
  );
});
