import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAgreementReport } from "@/lib/agreement/make-report";
import { AgreementOptions } from "@/lib/agreement/schema";
import type { AgreementReport } from "@/lib/agreement/types";
import type { Project } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { createAnnotator, createComparison, createCriterion, createLabel, createProject } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import type { Made } from "./recent-answers";
import { createThread } from "./thread-handle";

// In the bundle the thread's file is JavaScript; here its TypeScript needs a loader, and server modules their condition.
const file = new URL("./thread.ts", import.meta.url).href;
const source = `import("tsx/esm/api").then(({ register }) => { register(); return import("${file}"); });`;
const database = freshDatabase();
let workers: Worker[] = [];
const thread = createThread(() => {
  const env = { ...process.env, DATABASE_URL: database.url() };
  const worker = new Worker(source, { eval: true, execArgv: ["--conditions=react-server"], env });
  workers.push(worker);
  return worker;
});
const options = AgreementOptions.parse({});
let project: Project;

beforeAll(database.open);
afterAll(() => thread.stop());
beforeAll(async () => {
  project = await createProject();
  const criterion = await createCriterion(project);
  const people = [await createAnnotator(project, { name: "ann" }), await createAnnotator(project, { name: "bob" })];
  for (let i = 0; i < 5; i++) {
    const comparison = await createComparison(project, { externalId: `q${i}` });
    for (const [place, annotator] of people.entries()) {
      await createLabel(comparison, criterion, annotator, { score: i === 0 ? 2 - 4 * place : 2 });
    }
  }
});

/** A report but for the time of its making. */
function toComparable({ answer, ...rest }: Made<AgreementReport>) {
  return { ...rest, answer: { ...answer, generatedAt: "" } };
}

test("the reckoning thread gives the report that is made in place, to the byte", async () => {
  const apart = (await thread.run("agreement", {
    project: { id: project.id, slug: project.slug },
    options,
  })) as Made<AgreementReport>;
  const here = await makeAgreementReport({ project, options });
  expect(JSON.stringify(toComparable(apart))).toBe(JSON.stringify(toComparable(here)));
  expect(apart.answer.groups[0]?.agreement.estimate).toBe(0.8);
});

test("the reckoning thread hands refusals on as they are, with their fields", async () => {
  const refused = thread.run("agreement", {
    project: { id: project.id, slug: project.slug },
    options: AgreementOptions.parse({ criterion: "nothing" }),
  });
  await expect(refused).rejects.toBeInstanceOf(AppError);
  await expect(refused).rejects.toMatchObject({ code: "invalid", fields: [{ path: "criterion" }] });
});

test("the reckoning thread says which job it does not know", async () => {
  await expect(thread.run("toString", null)).rejects.toThrow("there is no job toString");
});

test("a reckoning thread that dies refuses what it was asked, and the next question starts another one", async () => {
  const [dying] = workers;
  workers = [];
  const asked = thread.run("agreement", {
    project: { id: project.id, slug: project.slug },
    options: AgreementOptions.parse({ seed: 2 }),
  });
  await dying?.terminate();
  await expect(asked).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 2 });
  expect(await thread.run("agreement", { project: { id: project.id, slug: project.slug }, options })).toMatchObject({
    mayBeOld: false,
  });
  expect(workers).toHaveLength(1);
});
