import { expect, test } from "vitest";
import { formatMicroDollars } from "@/lib/format";
import { costMicroDollars, workMicroDollars } from "./cost";

// Lee et al. 2023, appendix L: two calls of 830 tokens in and 61 out, at $0.03 and $0.06 a thousand; people are paid $0.11 for 50 words, and
// a comparison has 304 of them.
const GPT_4 = { inputMicroDollarsPerMillion: 30_000_000, outputMicroDollarsPerMillion: 60_000_000 };

test("a label by a judge and one by a person cost what RLAIF published: $0.06 and $0.67", () => {
  const call = costMicroDollars(GPT_4, 830, 61);
  expect(call).toBe(28_560n);
  const judge = 2 * Number(call);
  expect(judge).toBe(57_120);
  expect(formatMicroDollars(judge)).toBe("$0.06");

  const person = workMicroDollars(304, { microDollars: 110_000, per: 50 });
  expect(person).toBeCloseTo(668_800, 6);
  expect(formatMicroDollars(person)).toBe("$0.67");
  expect(person / judge).toBeGreaterThan(10);
});

test("people's time is paid by the hour", () => {
  // 51 seconds at $20 an hour: 51/3600 of it.
  expect(workMicroDollars(51_000, { microDollars: 20_000_000, per: 3_600_000 })).toBeCloseTo(283_333.33, 2);
});

test("a call's cost is rounded half up, and is unknown without a price or a count of tokens", () => {
  const price = { inputMicroDollarsPerMillion: 150_000, outputMicroDollarsPerMillion: 600_000 };
  expect(costMicroDollars(price, 10, 0)).toBe(2n); // 1.5
  expect(costMicroDollars(price, 9, 0)).toBe(1n); // 1.35
  expect(costMicroDollars(price, 0, 0)).toBe(0n);
  expect(costMicroDollars({ inputMicroDollarsPerMillion: 0, outputMicroDollarsPerMillion: 0 }, 1000, 1000)).toBe(0n);
  expect(costMicroDollars(null, 1, 1)).toBeNull();
  expect(costMicroDollars(price, null, 1)).toBeNull();
  expect(costMicroDollars(price, 1, null)).toBeNull();
});
