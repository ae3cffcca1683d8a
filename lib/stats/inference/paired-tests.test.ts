import { expect, test } from "vitest";
import { adjustPValues } from "./adjust-p";
import { mcnemarChiSquare, mcnemarExact, mcnemarMidP } from "./mcnemar";
import { signFlipTest } from "./sign-flip";

test("McNemar's tests reproduce published tables", () => {
  const rows: [number, number, number, number, number, number, number, number][] = [
    [121, 59, 21.3556, 3.815e-6, 20.6722, 5.45e-6, 4.434e-6, 3.267e-6],
    [5, 9, 1.142857, 0.285049, 0.642857, 0.422678, 0.42395, 0.301758],
    [6, 16, 4.545455, 0.033006, 3.681818, 0.055009, 0.052479, 0.03469],
  ];
  for (const [b, c, chi, p, corrected, pCorrected, exact, mid] of rows) {
    const close = (ours: number | null, theirs: number) => expect((ours ?? Number.NaN) / theirs).toBeCloseTo(1, 3);
    close(mcnemarChiSquare(b, c).statistic.estimate, chi);
    close(mcnemarChiSquare(b, c).p.estimate, p);
    close(mcnemarChiSquare(b, c, { corrected: true }).statistic.estimate, corrected);
    close(mcnemarChiSquare(b, c, { corrected: true }).p.estimate, pCorrected);
    close(mcnemarExact(b, c), exact);
    close(mcnemarMidP(b, c), mid);
    expect(mcnemarExact(c, b)).toBe(mcnemarExact(b, c));
  }
});

test("McNemar's tests say nothing where nothing differs", () => {
  expect(mcnemarExact(0, 0)).toBe(1);
  expect(mcnemarMidP(0, 0)).toBe(1);
  expect(mcnemarMidP(1, 1)).toBeCloseTo(0.75, 12);
  expect(mcnemarChiSquare(0, 0).p.reason).toBe("there is no unit on which exactly one succeeds");
});

test("adjustPValues is exact on three values by hand", () => {
  // m = 3: BH 0.03, 0.045, 0.5; BY the same times 1 + ½ + ⅓.
  expect(adjustPValues([0.03, 0.5, 0.01], "BH").map((p) => Number(p.toFixed(9)))).toEqual([0.045, 0.5, 0.03]);
  expect(adjustPValues([0.03, 0.5, 0.01], "BY")[2]).toBeCloseTo((0.03 * 11) / 6, 12);
  expect(adjustPValues([], "BH")).toEqual([]);
});

test("signFlipTest looks at every pattern where there are few clusters", () => {
  // Three differences of 1: of eight patterns +++ and −−− are as extreme.
  expect(signFlipTest([1, 1, 1]).estimate).toBe(0.25);
  expect(signFlipTest([1, 1, 1, 0, 0]).estimate).toBe(0.25);
  expect(signFlipTest([-1, -1, -1]).estimate).toBe(0.25);
  expect(signFlipTest([2, -2]).estimate).toBe(1);
  expect(signFlipTest([0, 0]).estimate).toBe(1);
  expect(signFlipTest([]).reason).toBe("there are no clusters");
});

test("signFlipTest of single units is McNemar's exact test", () => {
  const units = [...Array.from({ length: 16 }, () => 1), ...Array.from({ length: 6 }, () => -1)];
  const p = signFlipTest(units, { draws: 40_000 }).estimate ?? 0;
  expect(p).toBeCloseTo(mcnemarExact(16, 6), 2);
  expect(signFlipTest(units, { draws: 999 })).toEqual(signFlipTest(units, { draws: 999 }));
});
