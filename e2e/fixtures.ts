import { type BrowserContext, test as base, type Page } from "@playwright/test";
import type { UserActor } from "@/lib/auth/types";
import { closeDb } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { actorOf, createUser } from "@/lib/testing/factories";
import { sessionCookie } from "@/lib/testing/session-cookie";
import { type RoundWish, type StartedRound, startRound } from "@/lib/testing/start-round";

/** A signed-in person with a browser of their own. */
export interface Person {
  user: User;
  actor: UserActor;
  context: BrowserContext;
  page: Page;
}

interface Fixtures {
  /** Makes a user, signs them in and opens a page for them. */
  person: (data?: Partial<Pick<User, "name" | "email" | "isOperator">>) => Promise<Person>;
  /** A signed-in annotator and an open round of theirs, in a project of somebody else. */
  startRound: (wish?: RoundWish & { people?: number }) => Promise<StartedRound & { people: Person[]; owner: UserActor }>;
  /** Console errors that a test expects: text that the message contains. */
  expectedErrors: string[];
}

/** The address of the server under test. */
export function baseUrl(): string {
  const url = process.env.CONCORD_E2E_URL;
  if (!url) throw new Error("The browser tests run by `npm run test:browser`");
  return url;
}

export const test = base.extend<Fixtures & { guard: undefined }, { database: undefined }>({
  // Playwright wants the empty pattern where a fixture uses no other.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  baseURL: async ({}, use) => use(baseUrl()),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  expectedErrors: async ({}, use) => use([]),

  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
    async ({}, use) => {
      await use(undefined);
      await closeDb();
    },
    { scope: "worker", auto: true },
  ],

  guard: [
    async ({ context, expectedErrors }, use) => {
      const problems: string[] = [];
      watch(context, problems, expectedErrors);
      await use(undefined);
      refuse(problems);
    },
    { auto: true },
  ],

  person: async ({ browser, expectedErrors }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await use(async (data = {}) => {
      const user = await createUser(data);
      const context = await browser.newContext({ baseURL: baseUrl() });
      contexts.push(context);
      watch(context, problems, expectedErrors);
      await context.addCookies([await sessionCookie(user)]);
      return { user, actor: actorOf(user), context, page: await context.newPage() };
    });
    for (const context of contexts) await context.close();
    refuse(problems);
  },

  startRound: async ({ person }, use) => {
    await use(async ({ people: count = 1, ...wish } = {}) => {
      const owner = actorOf(await createUser());
      const people: Person[] = [];
      for (let i = 0; i < count; i++) people.push(await person());
      const round = await startRound(
        owner,
        people.map(({ user }) => user),
        wish,
      );
      return { ...round, people, owner };
    });
  },
});

export { expect } from "@playwright/test";
export { sessionCookie };

/**
 * Presses a key as a person does: once what is on the screen has been painted. The annotator's page takes no answer before that, so that a key
 * meant for one comparison never falls on the next.
 */
export async function press(page: Page, key: string): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)));
      }),
  );
  await page.keyboard.press(key);
}

/** Notes every console error, page error and request to a foreign host. */
function watch(context: BrowserContext, problems: string[], expected: readonly string[]): void {
  const note = (text: string) => {
    if (!expected.some((part) => text.includes(part))) problems.push(text);
  };
  context.on("console", (message) => {
    if (message.type() === "error") note(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => note(`page: ${error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== new URL(baseUrl()).host) note(`foreign request: ${request.url()}`);
  });
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`The page reported what no test expects:\n${problems.join("\n")}`);
}
