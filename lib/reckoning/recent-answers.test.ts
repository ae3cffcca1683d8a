import { expect, test } from "vitest";
import { createRecentAnswers } from "./recent-answers";

/** A store on a clock that the test sets, and a maker whose answers come when the test lets them. */
function start({ mayBeOld }: { mayBeOld: boolean }) {
  let time = 0;
  let made = 0;
  const recent = createRecentAnswers({ now: () => time });
  const open: (() => void)[] = [];
  return {
    ask: () =>
      recent.get("q", () => {
        const answer = `answer ${++made}`;
        return new Promise<{ answer: string; mayBeOld: boolean }>((resolve) => open.push(() => resolve({ answer, mayBeOld })));
      }),
    /** Lets what is being made be ready, after so many milliseconds. */
    finish: async (after: number) => {
      time += after;
      for (const resolve of open.splice(0)) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    },
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    made: () => made,
    clear: () => recent.clear(),
  };
}

test("createRecentAnswers makes what may not be old for everybody who asks", async () => {
  const { ask, finish, made } = start({ mayBeOld: false });
  const asked = [ask(), ask()];
  await finish(5);
  expect(await Promise.all(asked)).toEqual(["answer 1", "answer 2"]);
  const third = ask();
  await finish(5);
  expect(await third).toBe("answer 3");
  expect(made()).toBe(3);
});

test("createRecentAnswers gives out an answer for two seconds, then once more while the next one is made, and not for ever", async () => {
  const { ask, finish, pass, made } = start({ mayBeOld: true });
  const first = ask();
  await finish(1000);
  expect(await first).toBe("answer 1");
  pass(1000);
  expect(await ask()).toBe("answer 1");
  expect(made()).toBe(1);

  pass(1);
  expect(await ask()).toBe("answer 1");
  expect(await ask()).toBe("answer 1");
  expect(made()).toBe(2);
  await finish(1000);
  expect(await ask()).toBe("answer 2");

  // Two seconds and three makings after its own began: whoever asks now waits.
  pass(4001);
  const [late, later] = [ask(), ask()];
  await finish(1000);
  expect(await late).toBe("answer 3");
  expect(await later).toBe("answer 3");
  expect(made()).toBe(3);
});

test("createRecentAnswers gives out nothing after clear, not even what was being made", async () => {
  const { ask, finish, clear } = start({ mayBeOld: true });
  const first = ask();
  clear();
  await finish(10);
  expect(await first).toBe("answer 1");
  const second = ask();
  await finish(10);
  expect(await second).toBe("answer 2");
});

test("createRecentAnswers keeps no failure", async () => {
  const recent = createRecentAnswers();
  await expect(recent.get("q", () => Promise.reject(new Error("no database")))).rejects.toThrow("no database");
  await new Promise((resolve) => setImmediate(resolve));
  expect(await recent.get("q", async () => ({ answer: "now", mayBeOld: true }))).toBe("now");
});
