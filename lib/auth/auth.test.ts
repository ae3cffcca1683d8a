import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { appendAudit } from "@/lib/audit/append";
import { db } from "@/lib/db/client";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { findProject, getProject, type projectsWhere } from "./access";
import { auth, cookieSecret, sessionCookieName } from "./auth";
import { limitAttempts } from "./limit-attempts";
import { findSession, readSignedCookie } from "./session";
import { createUserAccount, setPassword, verifyPassword } from "./user-accounts";

const database = freshDatabase();
beforeAll(() => database.open());

const PASSWORD = "correct horse battery";

test("a user made with a password can sign in, and the cookie names their session", async () => {
  const user = await db().$transaction((transaction) =>
    createUserAccount(transaction, { email: "Ines@Example.org", name: "Ines", password: PASSWORD }),
  );
  const response = await auth().api.signInEmail({ body: { email: "ines@example.org", password: PASSWORD }, asResponse: true });
  const cookie = response.headers.get("set-cookie") ?? "";
  expect(cookie).toContain(`${sessionCookieName()}=`);
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/Secure/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  const actor = await findSession(cookie.split(";")[0] ?? "");
  expect(actor).toMatchObject({ kind: "USER", userId: user.id, email: "ines@example.org", isOperator: false });

  await db().user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
  expect(await findSession(cookie.split(";")[0] ?? "")).toBeNull();
});

test("a cookie with a foreign signature is nobody's", () => {
  const good = createHmac("sha256", cookieSecret()).update("token").digest("base64");
  expect(readSignedCookie(`a=b; ${sessionCookieName()}=${encodeURIComponent(`token.${good}`)}`)).toBe("token");
  const forged = createHmac("sha256", "another secret").update("token").digest("base64");
  expect(readSignedCookie(`${sessionCookieName()}=${encodeURIComponent(`token.${forged}`)}`)).toBeNull();
  expect(readSignedCookie(`${sessionCookieName()}=%E0%A4%A`)).toBeNull();
  expect(readSignedCookie(null)).toBeNull();
});

test("sign-up is refused", async () => {
  await expect(auth().api.signUpEmail({ body: { email: "new@example.org", name: "New", password: PASSWORD } })).rejects.toThrow();
  expect(await db().user.findUnique({ where: { email: "new@example.org" } })).toBeNull();
});

test("a new password ends the sessions of the old one", async () => {
  const user = await db().$transaction((transaction) =>
    createUserAccount(transaction, { email: "mara@example.org", name: "Mara", password: PASSWORD }),
  );
  await auth().api.signInEmail({ body: { email: user.email, password: PASSWORD } });
  await db().$transaction((transaction) => setPassword(transaction, user.id, "another long password"));
  expect(await db().session.count({ where: { userId: user.id } })).toBe(0);
  expect(await verifyPassword(db(), user.id, PASSWORD)).toBe(false);
  expect(await verifyPassword(db(), user.id, "another long password")).toBe(true);
});

test("an account cannot be made twice, nor with a short password", async () => {
  await expect(
    db().$transaction((transaction) =>
      createUserAccount(transaction, { email: "mara@example.org", name: "M", password: PASSWORD }),
    ),
  ).rejects.toMatchObject({ code: "conflict" });
  await expect(
    db().$transaction((transaction) => createUserAccount(transaction, { email: "x@example.org", name: "X", password: "short" })),
  ).rejects.toMatchObject({ code: "invalid" });
});

test("attempts beyond the limit are refused, also when they come at once", async () => {
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => limitAttempts("test:key", 5, 60)));
  expect(results.filter((result) => result.status === "rejected")).toHaveLength(3);
});

test("a project is found by those who may, and by nobody else", async () => {
  const [owner, researcher, annotator, stranger, removed] = await Promise.all(Array.from({ length: 5 }, () => createUser()));
  const project = await createProject({ owner: owner! });
  await createMember(project, researcher!, "RESEARCHER");
  await createMember(project, annotator!, "ANNOTATOR");
  await createMember(project, removed!, "OWNER", { removedAt: new Date() });
  const may = async (user: typeof owner, can: Parameters<typeof projectsWhere>[1]) =>
    (await findProject(actorOf(user!), project.slug, can)) !== null;

  expect(await Promise.all((["annotate", "read", "research", "own"] as const).map((can) => may(owner, can)))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(await Promise.all((["annotate", "read", "research", "own"] as const).map((can) => may(researcher, can)))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(await Promise.all((["annotate", "read", "research", "own"] as const).map((can) => may(annotator, can)))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  for (const user of [stranger, removed])
    expect(await Promise.all((["annotate", "read", "research", "own"] as const).map((can) => may(user, can)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
});

test("an operator reads a project only while an access lasts, and never writes by it", async () => {
  const operator = await createUser({ isOperator: true });
  const project = await createProject();
  expect(await findProject(actorOf(operator), project.id, "read")).toBeNull();
  await db().operatorAccess.create({
    data: {
      id: crypto.randomUUID(),
      projectId: project.id,
      userId: operator.id,
      reason: "asked by the owner",
      expiresAt: new Date(Date.now() + 1000),
    },
  });
  expect(await findProject(actorOf(operator), project.id, "read")).not.toBeNull();
  expect(await findProject(actorOf(operator), project.id, "research")).toBeNull();
  await db().operatorAccess.updateMany({ where: { userId: operator.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await findProject(actorOf(operator), project.id, "read")).toBeNull();
});

test("an archived project is read, not written", async () => {
  const owner = await createUser();
  const project = await createProject({ owner });
  await db().project.update({ where: { id: project.id }, data: { archivedAt: new Date() } });
  await expect(getProject(actorOf(owner), project.slug, "research")).rejects.toMatchObject({ code: "conflict" });
  expect((await getProject(actorOf(owner), project.slug, "read")).id).toBe(project.id);
});

test("audit entries are chained, also when written at once", async () => {
  const actor = actorOf(await createUser());
  await Promise.all(
    Array.from({ length: 5 }, (_, i) =>
      db().$transaction((transaction) =>
        appendAudit(transaction, actor, { action: "test.do", target: `thing ${i}`, after: { i } }),
      ),
    ),
  );
  const rows = await db().auditEvent.findMany({ orderBy: { position: "asc" } });
  expect(rows.slice(1).every((row, i) => row.previousHash === rows[i]!.hash && row.position === rows[i]!.position + 1n)).toBe(
    true,
  );
});
