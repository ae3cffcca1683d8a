import { spawn } from "node:child_process";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { through } from "./line";

/** A browser with a profile of its own on the disk, which can be killed. */
export interface OwnBrowser {
  context: BrowserContext;
  page: Page;
  /** As the system does it: no page hears of it. Resolves when the browser is gone. */
  kill: () => Promise<void>;
}

/** Starts Chromium on a profile; started again on the same one it is the browser of a person who comes back. */
export async function startOwnBrowser(
  profile: string,
  line: Parameters<typeof through>[0],
  launchOptions: { executablePath?: string; args?: string[] },
): Promise<OwnBrowser> {
  const child = spawn(
    launchOptions.executablePath || chromium.executablePath(),
    [
      "--headless=new",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      through(line),
      ...(launchOptions.args ?? []),
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let output = "";
    child.stderr.on("data", (bytes: Buffer) => {
      output += bytes.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`Chromium ended with code ${code}:\n${output}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (!context) throw new Error("Chromium has no context.");
  return {
    context,
    page: await context.newPage(),
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}
