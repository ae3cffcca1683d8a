import type { Locator } from "@playwright/test";
import { createInvitation } from "@/lib/auth/invitations";
import { createUserAccount } from "@/lib/auth/user-accounts";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { api, paths } from "@/lib/paths";
import { createProject as createStudy } from "@/lib/projects/create-project";
import { createMember, createProject } from "@/lib/testing/factories";
import { expect, type Person, test } from "./fixtures";

const PASSWORD = "correct horse battery";

async function createAccount(name: string): Promise<User> {
  const email = `${name.toLowerCase()}-${newId()}@example.org`;
  return db().$transaction((transaction) => createUserAccount(transaction, { email, name, password: PASSWORD }));
}

/** Presses a button that opens something, again while the page is not alive yet. */
async function open(button: Locator, opened: Locator): Promise<void> {
  await expect(async () => {
    if (!(await opened.isVisible())) await button.click();
    await expect(opened).toBeVisible({ timeout: 1000 });
  }).toPass();
}

test("a person signs in, is brought where they wanted to go, and signs out", async ({ page }) => {
  const user = await createAccount("Ines");
  await page.goto(paths.account());
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Email").fill(user.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The address or the password is wrong.")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(user.email);

  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();

  await open(page.getByRole("button", { name: "Ines" }), page.getByRole("menuitem", { name: "Sign out" }));
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto(paths.account());
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a password is not guessed: after five attempts even the right one has to wait", async ({ page }) => {
  const user = await createAccount("Ruth");
  await page.goto(paths.signIn());
  for (let attempt = 0; attempt < 5; attempt++) {
    await page.getByLabel("Email").fill(user.email);
    await page.getByLabel("Password").fill(`guess number ${attempt}`);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Sign in" }).click();
    await answered;
    await expect(page.getByText("The address or the password is wrong.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign in" })).not.toHaveAttribute("aria-disabled", "true");
  }
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/Too many attempts/)).toBeVisible();
});

test("guessing at many accounts from one network has to wait, whatever the client says of itself", async ({ page }) => {
  const user = await createAccount("Edith");
  // Fifty-nine attempts on other accounts have failed from there; a proxy on this machine is trusted to tell it.
  const [network, elsewhere] = ["203.0.113.77", "203.0.113.78"];
  await db().rateLimit.create({
    data: { id: newId(), key: `sign-in:network:${network}`, count: 59, lastRequest: BigInt(Date.now()) },
  });
  const signIn = async (password: string) => {
    await page.goto(paths.signIn());
    await page.getByLabel("Email").fill(user.email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await page.setExtraHTTPHeaders({ "X-Forwarded-For": network });
  await signIn("guess number 60");
  await expect(page.getByText("The address or the password is wrong.")).toBeVisible();
  // What stands before the proxy's own word, and our own header, are the client's invention.
  await page.setExtraHTTPHeaders({ "X-Forwarded-For": `${elsewhere}, ${network}`, "X-Concord-Peer": elsewhere });
  await signIn(PASSWORD);
  await expect(page.getByText(/Too many attempts/)).toBeVisible();
  await page.setExtraHTTPHeaders({ "X-Forwarded-For": elsewhere });
  await signIn(PASSWORD);
  await expect(page).not.toHaveURL(/sign-in/);
  const { count } = await db().rateLimit.findUniqueOrThrow({ where: { key: `sign-in:network:${elsewhere}` } });
  expect(count).toBe(0);
});

test("the address after signing in is never another site's", async ({ page }) => {
  const user = await createAccount("Deniz");
  await page.goto(`/sign-in?next=${encodeURIComponent("//elsewhere.example/projects")}`);
  await page.getByLabel("Email").fill(user.email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Your rounds" })).toBeVisible();
});

test("an owner invites by link, a new person joins by it once, and is out when removed", async ({ person, browser, baseURL }) => {
  const owner = await person();
  const project = await createProject({ owner: owner.user, name: "Household assistant" });
  await owner.page.goto(paths.members(project.slug));
  await owner.page.getByLabel("For whom").fill("Mara");
  await owner.page.getByRole("button", { name: "Make an invitation" }).click();
  const link = await owner.page.getByLabel("Invitation for Mara").inputValue();

  const guest = await (await browser.newContext({ baseURL })).newPage();
  await guest.goto(new URL(link).pathname);
  await expect(guest.getByRole("heading", { name: "Join Household assistant" })).toBeVisible();
  await guest.getByLabel("Name").fill("Mara Lind");
  await guest.getByLabel("Email").fill(`mara-${newId()}@example.org`);
  await guest.getByLabel("Password").fill(PASSWORD);
  await guest.getByRole("button", { name: "Make my account and join" }).click();
  await expect(guest.getByRole("button", { name: "Mara Lind" })).toBeVisible();

  const late = await (await browser.newContext({ baseURL })).newPage();
  await late.goto(new URL(link).pathname);
  await expect(late.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await expect(late.getByText("used already")).toBeVisible();

  await owner.page.reload();
  const row = owner.page.getByRole("table", { name: "Members of this project" }).getByRole("row", { name: /Mara Lind/ });
  await open(row.getByRole("button", { name: "Remove" }), owner.page.getByRole("alertdialog"));
  await owner.page.getByRole("button", { name: "Remove Mara Lind" }).click();
  await expect(owner.page.getByRole("alertdialog")).toHaveCount(0);
  await expect(row).toHaveCount(0);
  await guest.goto(paths.projects());
  await expect(guest.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a person with an account joins by signing in", async ({ page, person }) => {
  const owner = await person();
  const project = await study(owner, "Garden advice");
  const { token } = await createInvitation(owner.actor, project.slug, {
    role: "RESEARCHER",
    mayAdjudicate: false,
    days: 7,
    note: "",
  });
  const user = await createAccount("Aiko");
  await page.goto(paths.join(token));
  await page.getByRole("link", { name: "Sign in and join" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Email").fill(user.email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Join as Aiko" }).click();
  await expect(page).toHaveURL(paths.project(project.slug));
  expect(await db().member.count({ where: { projectId: project.id, userId: user.id, role: "RESEARCHER" } })).toBe(1);
});

test("an owner changes a role, and the member's open pages end", async ({ person }) => {
  const owner = await person();
  const member = await person({ name: "Tomás Ibarra" });
  const project = await createProject({ owner: owner.user });
  await createMember(project, member.user, "ANNOTATOR");
  await owner.page.goto(paths.members(project.slug));
  await owner.page.getByLabel("Role of Tomás Ibarra").selectOption("RESEARCHER");
  await owner.page.getByRole("button", { name: "Save" }).click();
  await expect(owner.page.getByRole("button", { name: /^Sav(e|ing)/ })).toHaveCount(0);
  await member.page.goto(paths.projects());
  await expect(member.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("an operator makes a reset link, and it sets a password once", async ({ person, browser, baseURL }) => {
  const operator = await person({ isOperator: true });
  const user = await createAccount("Noor");
  await operator.page.goto(paths.instance());
  const row = operator.page.getByRole("row", { name: new RegExp(user.email) });
  await open(row.getByRole("button", { name: "Reset link" }), operator.page.getByRole("dialog"));
  await operator.page.getByRole("button", { name: "Make the link" }).click();
  const link = await operator.page.getByLabel("Reset link").inputValue();

  const guest = await (await browser.newContext({ baseURL })).newPage();
  await guest.goto(new URL(link).pathname);
  await guest.getByLabel("New password").fill("another long password");
  await guest.getByRole("button", { name: "Set the password" }).click();
  await expect(guest.getByRole("button", { name: "Noor" })).toBeVisible();
  await guest.goto(new URL(link).pathname);
  await expect(guest.getByRole("heading", { name: "This link does not work" })).toBeVisible();
});

test("an operator disables a user, who is out at once", async ({ person }) => {
  const operator = await person({ isOperator: true });
  const leaver = await person({ name: "Leaver" });
  await leaver.page.goto(paths.account());
  await expect(leaver.page.getByRole("heading", { name: "Account" })).toBeVisible();
  await operator.page.goto(paths.instance());
  const row = operator.page.getByRole("row", { name: new RegExp(leaver.user.email) });
  await open(row.getByRole("button", { name: "Disable" }), operator.page.getByRole("alertdialog"));
  await operator.page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await expect(row.getByText("disabled")).toBeVisible();
  await leaver.page.goto(paths.account());
  await expect(leaver.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("an operator reads a project after saying why, and its owner finds it in the trail", async ({ person }) => {
  const operator = await person({ isOperator: true, name: "Olga Operator" });
  const owner = await person();
  const project = await study(owner, `Closed study ${newId().slice(-6)}`);
  await operator.page.goto(paths.instance());
  const closed = operator.page.getByRole("row", { name: new RegExp(project.name) });
  await open(closed.getByRole("button", { name: "Read this project" }), operator.page.getByRole("dialog"));
  await operator.page.getByLabel("Reason").fill("the owner asked for help with an import");
  await operator.page.getByRole("button", { name: "Read it for 8 hours" }).click();
  await expect(operator.page.getByText("You read this project as an operator.")).toBeVisible();

  await owner.page.goto(paths.audit(project.slug));
  const row = owner.page.getByRole("row", { name: /project\.operator-access/ });
  await expect(row).toContainText("Olga Operator");
  await expect(row).toContainText("the owner asked for help with an import");
});

test("a key is made, shown once, works in its project, and works no more when revoked", async ({ person, request }) => {
  const owner = await person({ isOperator: true });
  const name = `Keyed ${newId().slice(-6)}`;
  const project = await study(owner, name);
  const other = await study(owner, "Not keyed");
  await owner.page.goto(paths.account());
  await owner.page.getByLabel("What uses it").fill("nightly export");
  await owner.page.getByLabel(name).check();
  await owner.page.getByRole("button", { name: "Make a key" }).click();
  const key = await owner.page.getByLabel("Key “nightly export”").inputValue();
  const status = async (slug: string) => {
    const answer = await request.get(api.v1(`projects/${slug}/agreement`), { headers: { authorization: `Bearer ${key}` } });
    return answer.status();
  };
  expect(await status(project.slug)).toBe(200);
  expect(await status(other.slug)).toBe(404);
  await owner.page.reload();
  await expect(owner.page.getByLabel("Key “nightly export”")).toHaveCount(0);
  const row = owner.page.getByRole("row", { name: /nightly export/ });
  await open(row.getByRole("button", { name: "Revoke" }), owner.page.getByRole("alertdialog"));
  await owner.page.getByRole("button", { name: "Revoke the key" }).click();
  await expect(owner.page.getByRole("alertdialog")).toHaveCount(0);
  await expect(row).toHaveCount(0);
  expect(await status(project.slug)).toBe(401);
});

test("a person changes their name and password, and their other browsers are signed out", async ({ browser, baseURL }) => {
  const user = await createAccount("Kim");
  const pages = await Promise.all([1, 2].map(async () => (await browser.newContext({ baseURL })).newPage()));
  for (const page of pages) {
    await page.goto(paths.signIn(paths.account()));
    await page.getByLabel("Email").fill(user.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();
  }
  const [page, other] = pages;
  await page!.getByLabel("Name", { exact: true }).fill("Kim Novak");
  await page!.getByRole("button", { name: "Save the name" }).click();
  await expect(page!.getByRole("button", { name: "Kim Novak" })).toBeVisible();
  await page!.getByLabel("Current password").fill(PASSWORD);
  await page!.getByLabel("New password").fill("an even better password");
  await page!.getByRole("button", { name: "Change the password" }).click();
  await expect(page!.getByText("Your password is changed.")).toBeVisible();
  await page!.reload();
  await expect(page!.getByRole("heading", { name: "Account" })).toBeVisible();
  await other!.reload();
  await expect(other!.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

/** A project as people make it, with its scale and criteria. */
async function study(owner: Person, name: string): Promise<{ id: string; slug: string; name: string }> {
  const made = await createStudy(
    { kind: "SYSTEM", name: "test" },
    { name, scale: { preset: "HH_HELPFUL" } },
    { ownerId: owner.user.id },
  );
  return { ...made, name };
}
