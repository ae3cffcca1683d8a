import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { checkSetupLink, createResetLink, getResetLink, hasUsers, redeemResetLink, redeemSetupLink } from "./access-links";
import { auth } from "./auth";
import { hashToken, newToken } from "./tokens";
import { setUserDisabled } from "./users";

const database = freshDatabase();
beforeAll(() => database.open());

const account = { email: "ines@example.org", name: "Ines", password: "correct horse battery" };

async function setupLink(expiresAt = new Date(Date.now() + 60_000)): Promise<string> {
  const token = newToken();
  await db().accessLink.create({ data: { id: newId(), kind: "SETUP", tokenHash: hashToken(token), expiresAt } });
  return token;
}

test("the set-up link makes the first operator, once", async () => {
  expect(await hasUsers()).toBe(false);
  await expect(redeemSetupLink(newToken(), account)).rejects.toMatchObject({ code: "not_found" });
  await expect(redeemSetupLink(await setupLink(new Date(Date.now() - 1)), account)).rejects.toMatchObject({ code: "not_found" });
  const token = await setupLink();
  await checkSetupLink(token);
  await expect(redeemSetupLink(token, { ...account, password: "short" })).rejects.toMatchObject({ code: "invalid" });

  const results = await Promise.allSettled([
    redeemSetupLink(token, account),
    redeemSetupLink(token, { ...account, email: "second@example.org" }),
    redeemSetupLink(await setupLink(), { ...account, email: "third@example.org" }),
  ]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  const users = await db().user.findMany();
  expect(users).toHaveLength(1);
  expect(users[0]?.isOperator).toBe(true);
  await expect(redeemSetupLink(await setupLink(), { ...account, email: "late@example.org" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(checkSetupLink(token)).rejects.toMatchObject({ code: "not_found" });
});

test("a reset link sets the password once, and every session ends", async () => {
  const operator = actorOf(await db().user.findFirstOrThrow({ where: { isOperator: true } }));
  const user = await createUser({ email: "mara@example.org" });
  await db().session.create({
    data: { id: newId(), userId: user.id, token: newToken(), expiresAt: new Date(Date.now() + 60_000) },
  });

  const void1 = await createResetLink(operator, user.id);
  const { token } = await createResetLink(operator, user.id);
  await expect(getResetLink(void1.token)).rejects.toMatchObject({ code: "not_found" });
  expect(await getResetLink(token)).toEqual({ email: "mara@example.org" });

  const results = await Promise.allSettled([
    redeemResetLink(token, "a new long password"),
    redeemResetLink(token, "another long password"),
  ]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  await expect(redeemResetLink(token, "a third long password")).rejects.toMatchObject({ code: "not_found" });
  expect(await db().session.count({ where: { userId: user.id } })).toBe(0);
});

test("the password of a reset link signs in", async () => {
  const operator = actorOf(await db().user.findFirstOrThrow({ where: { isOperator: true } }));
  const user = await createUser({ email: "ruth@example.org" });
  const { token } = await createResetLink(operator, user.id);
  await redeemResetLink(token, "a new long password");
  const answer = await auth().api.signInEmail({ body: { email: "ruth@example.org", password: "a new long password" } });
  expect(answer.user.id).toBe(user.id);
});

test("an expired reset link and one of a disabled user are refused", async () => {
  const operator = actorOf(await db().user.findFirstOrThrow({ where: { isOperator: true } }));
  const user = await createUser();
  const { token } = await createResetLink(operator, user.id);
  await db().accessLink.updateMany({ where: { userId: user.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  await expect(redeemResetLink(token, "a new long password")).rejects.toMatchObject({ code: "not_found" });

  const second = await createResetLink(operator, user.id);
  await setUserDisabled(operator, user.id, true);
  await expect(redeemResetLink(second.token, "a new long password")).rejects.toMatchObject({ code: "not_found" });
  await expect(createResetLink(operator, user.id)).rejects.toMatchObject({ code: "conflict" });
});

test("a set-up link resets nothing, and who does not run the instance makes no link", async () => {
  await expect(getResetLink(await setupLink())).rejects.toMatchObject({ code: "not_found" });
  const user = await createUser();
  await expect(createResetLink(actorOf(user), user.id)).rejects.toMatchObject({ code: "not_found" });
});
