import fs from "node:fs";
import { answer, cameBack, heading, openRound } from "@/e2e/annotate-page";
import { expect, press, test } from "@/e2e/fixtures";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { startServer } from "@/scripts/bench/server";
import { countLabels, FAILED_REQUESTS, first, listPresses } from "./helpers";

const YEAR_MILLISECONDS = 365 * 86_400_000;

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(...FAILED_REQUESTS);
});

for (const years of [-25, 30]) {
  test(`REL-13: with a clock ${Math.abs(years)} years ${years < 0 ? "behind" : "ahead"}, set back an hour between two answers, the later answer stands`, async ({
    startRound,
  }) => {
    const round = await startRound({ comparisons: 3 });
    const { page, context, user } = first(round.people);
    await context.addInitScript((offset) => {
      const Real = Date;
      let shift = offset;
      Object.defineProperty(window, "setClockBack", { value: (milliseconds: number) => (shift -= milliseconds) });
      window.Date = class extends Real {
        constructor(...parts: [] | [number | string]) {
          super(...((parts.length === 0 ? [Real.now() + shift] : parts) as [number]));
        }
        static override now = () => Real.now() + shift;
      } as DateConstructor;
    }, years * YEAR_MILLISECONDS);
    await openRound(page, round.annotatePath);
    await page.route("**/api/labels", (route) => route.abort("connectionrefused"));
    await answer(page, ["1"], 3);
    await page.evaluate(() => (window as unknown as { setClockBack: (milliseconds: number) => void }).setClockBack(3_600_000));
    await press(page, "z");
    await expect(heading(page, "Comparison 1 of 3")).toBeVisible();
    await press(page, "8");
    await expect(heading(page, "Comparison 2 of 3")).toBeVisible();
    await expect(
      page.getByText("1 saved on this device, 2 to send").or(page.getByText("1 saved on this device, 1 to send")),
    ).toBeVisible();
    await page.unroute("**/api/labels");
    await cameBack(page);
    await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
    expect(await listPresses(user.id)).toEqual(["SUBMIT LEFT 4", "CHANGE RIGHT 4"]);
    const label = await db().label.findFirstOrThrow({ where: { annotator: { userId: user.id } } });
    expect(label.durationMs).toBeGreaterThanOrEqual(0);
    expect(label.idleMs).toBeGreaterThanOrEqual(0);
    // The server's time is the record; the device's is kept beside it.
    expect(Math.abs(label.submittedAt.getTime() - Date.now())).toBeLessThan(120_000);
    const [event] = await db().labelEvent.findMany({ where: { labelId: label.id } });
    expect(Math.abs((event?.clientTime?.getTime() ?? 0) - Date.now() - years * YEAR_MILLISECONDS)).toBeLessThan(2 * 3_600_000);
    expect(await countLabels(user.id)).toBe(1);
  });
}

test("REL-13: a server whose clock is a day behind, then an hour ahead, keeps sessions and the order of answers", async ({
  startRound,
}) => {
  const library = findFakeTime();
  test.skip(library === null, "libfaketime is not on this machine, so no server's clock can be moved.");
  const round = await startRound({ comparisons: 1 });
  const { page, context, user } = first(round.people);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await openRound(page, round.annotatePath);
  const sent = page.waitForRequest("**/api/labels");
  await press(page, "1");
  const [shown] = ((await sent).postDataJSON() as { labels: Record<string, unknown>[] }).labels;
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  for (const [clock, level] of [
    ["-1d", 3],
    ["+1h", 2],
  ] as const) {
    const server = await startServer({
      dataFolder: process.env.CONCORD_DATA,
      env: {
        DATABASE_URL: process.env.DATABASE_URL ?? "",
        LD_PRELOAD: library ?? "",
        FAKETIME: clock,
        FAKETIME_DONT_FAKE_MONOTONIC: "1",
      },
    });
    try {
      const response = await fetch(`${server.url}/api/labels`, {
        method: "POST",
        headers: { cookie, origin: server.url, "content-type": "application/json" },
        body: JSON.stringify({ labels: [{ ...shown, eventId: newId(), level }] }),
      });
      const hours = (Date.parse(response.headers.get("date") ?? "") - Date.now()) / 3_600_000;
      expect(Math.round(hours)).toBe(clock === "-1d" ? -24 : 1);
      expect(response.status).toBe(200);
    } finally {
      await server.stop();
    }
  }
  expect(await listPresses(user.id)).toEqual(["SUBMIT LEFT 4", "CHANGE LEFT 3", "CHANGE LEFT 2"]);
  const label = await db().label.findFirstOrThrow({ where: { annotator: { userId: user.id } } });
  expect(label.clickedLevel).toBe(2);
  expect(Math.abs(label.submittedAt.getTime() - Date.now())).toBeLessThan(120_000);
});

/** The library that shows a program another time, where Debian puts it; CONCORD_FAKETIME names another place. */
function findFakeTime(): string | null {
  const folders = fs.existsSync("/usr/lib") ? fs.readdirSync("/usr/lib").map((name) => `/usr/lib/${name}/faketime`) : [];
  const files = [process.env.CONCORD_FAKETIME ?? "", ...folders.map((folder) => `${folder}/libfaketimeMT.so.1`)];
  return files.find((file) => file !== "" && fs.existsSync(file)) ?? null;
}
