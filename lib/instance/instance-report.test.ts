import fs from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { getInstanceReport, listInstanceProjects } from "./instance-report";

const database = freshDatabase();
beforeAll(async () => {
  await database.open();
  fs.mkdirSync(env().dataFolder, { recursive: true });
});

test("the report says how the instance stands, and no secret", async () => {
  const report = await getInstanceReport(actorOf(await createUser({ isOperator: true })));
  expect(report.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(report.database.version).toMatch(/^1[5-9]/);
  expect(report.database.bytes).toBeGreaterThan(1_000_000n);
  expect(report.disk.freeBytes).toBeGreaterThan(0n);
  const text = JSON.stringify(report, (_key, value) => (typeof value === "bigint" ? String(value) : value));
  const { password } = new URL(database.url());
  expect(password.length).toBeGreaterThan(0);
  expect(text).not.toContain(password);
});

test("the report and the list of projects are the operator's alone", async () => {
  const owner = await createUser();
  await createProject({ owner });
  await expect(getInstanceReport(actorOf(owner))).rejects.toMatchObject({ code: "not_found" });
  await expect(listInstanceProjects(actorOf(owner))).rejects.toMatchObject({ code: "not_found" });
});

test("a project is open to an operator who is a member or has an access that lasts", async () => {
  const operator = await createUser({ isOperator: true });
  const [own, closed, read, labelled] = await Promise.all(Array.from({ length: 4 }, () => createProject()));
  await createMember(own!, operator, "OWNER");
  await createMember(labelled!, operator, "ANNOTATOR");
  for (const [project, expiresAt] of [
    [read!, Date.now() + 60_000],
    [closed!, Date.now() - 60_000],
  ] as const) {
    await db().operatorAccess.create({
      data: {
        id: crypto.randomUUID(),
        projectId: project.id,
        userId: operator.id,
        reason: "asked by the owner",
        expiresAt: new Date(expiresAt),
      },
    });
  }
  const rows = await listInstanceProjects(actorOf(operator));
  const open = new Map(rows.map((row) => [row.id, row.isOpen]));
  expect([own, closed, read, labelled].map((project) => open.get(project!.id))).toEqual([true, false, true, false]);
});
