import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { importDataset } from "./import-dataset";

const root = path.resolve(import.meta.dirname, "../..");
/** More than one batch: the first is written while the second is awaited. */
const ROWS = 2500;
const database = freshDatabase();
let actor: UserActor;
let project: { id: string; slug: string };

beforeAll(async () => {
  await database.open();
  actor = actorOf(await createUser({ isOperator: true }));
  project = await createProject(actor, { name: "Killed", scale: { preset: "HH_HELPFUL" } });
});

const row = (index: number) =>
  `${JSON.stringify({ chosen: `\n\nHuman: q${index}\n\nAssistant: yes`, rejected: `\n\nHuman: q${index}\n\nAssistant: no` })}\n`;
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index)).join("");

/** The command `import -`, its standard input held open: it can never come to its end by itself. */
function startImport(): ChildProcess {
  const words = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "import", "-", "--project", project.slug];
  return spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, DATABASE_URL: database.url(), NODE_OPTIONS: "" },
    stdio: ["pipe", "ignore", "ignore"],
  });
}

/** Rows that some open transaction wrote: they take space in the table and are seen by nobody else. */
async function untilRowsAreWritten(): Promise<void> {
  for (;;) {
    const { rows } = await pool().query<{ bytes: number }>(`select pg_relation_size('"LabelEvent"')::int as bytes`);
    if ((rows[0]?.bytes ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("an import that is killed in the middle leaves nothing, and the next one finds the way free", async () => {
  const child = startImport();
  child.stdin?.write(rows(ROWS));
  await untilRowsAreWritten();
  child.kill("SIGKILL");
  await once(child, "exit");

  const where = { projectId: project.id };
  for (const count of [
    db().comparison.count({ where }),
    db().prompt.count({ where }),
    db().response.count({ where }),
    db().label.count({ where }),
    db().labelEvent.count({ where }),
    db().dataset.count({ where }),
    db().annotator.count({ where }),
  ]) {
    expect(await count).toBe(0);
  }

  async function* whole() {
    yield new TextEncoder().encode(rows(ROWS));
  }
  expect(await importDataset(actor, project.slug, whole(), {})).toMatchObject({ new: ROWS, labels: { new: ROWS } });
}, 60_000);
