import { expect, test } from "vitest";
import { toCommand } from "./to-command";

test("toCommand writes every option out", () => {
  expect(toCommand("household", { criterion: "helpful", round: null, ties: "exclude", invalid: "drop", seed: 1 })).toBe(
    "npx concord agreement --project household --criterion helpful --ties exclude --invalid drop --seed 1 --json",
  );
});

test("toCommand names the round and quotes a criterion that a shell would take apart", () => {
  expect(toCommand("p", { criterion: "it's ok; rm", round: 2, ties: "half", invalid: "wrong", seed: 7 })).toContain(
    "--criterion 'it'\\''s ok; rm' --round 2 --ties half",
  );
});
