import { hostileTexts } from "@/lib/testing/attacks/hostile-texts";
import { heading, openRound } from "./annotate-page";
import { expect, press, test } from "./fixtures";

const CALM = "The other response, which nothing may touch.";

/** What cannot be stored as text cannot be shown either. */
const texts = Object.values(hostileTexts).filter((text) => text.isWellFormed() && !text.includes("\0"));

test("no hostile text runs, loads, leaves its pane or moves what stands beside it", async ({ startRound }) => {
  test.setTimeout(300_000);
  const round = await startRound({
    comparisons: texts.length,
    preset: "BINARY",
    texts: (i) => ({ prompt: `Hostile text ${i}: ${texts[i]}`, responseA: texts[i] ?? "", responseB: `${CALM} (${i})` }),
  });
  const [person] = round.people;
  if (!person) throw new Error("nobody is here");
  const { page } = person;
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.addInitScript(() => {
    Object.assign(window, { pwned: () => Object.assign(window, { ran: true }) });
  });
  await openRound(page, round.annotatePath);
  for (const [index] of texts.entries()) {
    await expect(heading(page, `Comparison ${index + 1} of ${texts.length}`)).toBeVisible();
    expect(await page.evaluate(readPanes, CALM), `text ${index}: ${texts[index]?.slice(0, 80)}`).toEqual({
      ran: false,
      calm: `${CALM} (${index})`,
      isOnTop: true,
      isInItsHalf: true,
      loaded: [],
      hasOwnIds: false,
    });
    await press(page, "1");
  }
  await expect(heading(page, "Round complete")).toBeVisible();
  expect(dialogs).toEqual([]);
});

/** Runs in the page: what the calm pane shows, and whether the hostile one keeps to itself. */
function readPanes(calm: string) {
  const item = document.querySelector(".a-main:not([inert])");
  const panes = [...(item?.querySelectorAll(".a-pane") ?? [])];
  const calmPane = panes.find((pane) => pane.querySelector(".material")?.textContent?.startsWith(calm));
  const hostilePane = panes.find((pane) => pane !== calmPane);
  const paragraph = calmPane?.querySelector("p");
  paragraph?.scrollIntoView({ block: "center" });
  const box = paragraph?.getBoundingClientRect();
  const top = box ? document.elementFromPoint(box.left + 20, box.top + box.height / 2) : null;
  const half = calmPane?.getBoundingClientRect();
  return {
    ran: "ran" in window,
    calm: calmPane?.querySelector(".material")?.textContent ?? null,
    isOnTop: top !== null && (top === paragraph || paragraph?.contains(top) === true),
    isInItsHalf: half !== undefined && box !== undefined && box.left >= half.left && box.right <= half.right,
    loaded: [...document.querySelectorAll("img, iframe, object, embed, video, audio, link[rel=stylesheet]")]
      .filter((element) => hostilePane?.contains(element))
      .map((element) => element.outerHTML),
    hasOwnIds: (hostilePane?.querySelectorAll(".material [id]").length ?? 0) > 0,
  };
}
