import { expect, test } from "vitest";
import { BehindQuery } from "@/lib/agreement/schema";
import { toBehindHref, toListQuery } from "./hrefs";

const RULES = { criterion: "helpful", ties: "exclude", invalid: "drop", round: null } as const;
const JUDGE = "01890a5d-ac96-774b-bcce-b302099a8057";

test("toBehindHref names whose labels, which part, and only the rules that are not the standing ones", () => {
  expect(toBehindHref("study", RULES, { of: "judge", judge: JUDGE }, { rowScore: 0, columnScore: -4 })).toBe(
    `/projects/study/agreement/disagreements?criterion=helpful&of=judge&judge=${JUDGE}&rowScore=0&columnScore=-4`,
  );
  expect(toBehindHref("study", { ...RULES, ties: "half", invalid: "wrong", round: "2" }, { of: "humans" })).toBe(
    "/projects/study/agreement/disagreements?criterion=helpful&ties=half&invalid=wrong&round=2&of=humans",
  );
});

test("toListQuery is read back as the same list from its beginning", () => {
  const query = BehindQuery.parse({
    of: "judge",
    judge: JUDGE,
    criterion: "helpful",
    ties: "half",
    rowScore: "0",
    after: `4.${JUDGE}`,
    limit: "10",
  });
  const { after: _after, ...list } = query;
  expect(BehindQuery.parse(Object.fromEntries(toListQuery(query)))).toEqual({ ...list, limit: 50 });
});
