import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ConstitutionUse } from "@/lib/judges/spec/constitution-use-schema";
import { sharesOf, toExamplePrinciple, toPrincipleText, toShares, toUniform } from "./principles";

const principles = [
  { id: "x", key: "kind", preferenceText: "Which is kinder?", weight: 1 },
  { id: "y", key: "true", preferenceText: "Which is truer?", weight: 2 },
  { id: "z", key: "safe", preferenceText: "Which is safer?", weight: 1 },
];

function use(changes: object) {
  return ConstitutionUse.parse({ name: "Ours", ...changes });
}

describe("principles of a judge", () => {
  test("a number is the first four bytes of SHA-256(seed:key) as a fraction", () => {
    const hex = createHash("sha256").update("7:abc").digest("hex").slice(0, 8);
    expect(toUniform(7, "abc")).toBe(Number.parseInt(hex, 16) / 4_294_967_296);
    expect(toUniform(8, "abc")).not.toBe(toUniform(7, "abc"));
  });

  test("one principle is drawn by weight, and every number draws exactly one", () => {
    const shares = toShares(use({ use: "random" }), principles);
    expect(shares).toEqual([
      { id: "x", low: 0, high: 0.25 },
      { id: "y", low: 0.25, high: 0.75 },
      { id: "z", low: 0.75, high: 1 },
    ]);
    const counts = { x: 0, y: 0, z: 0 } as Record<string, number>;
    for (let i = 0; i < 4_000; i++) {
      const drawn = sharesOf(shares, toUniform(1, `comparison ${i}`));
      expect(drawn).toHaveLength(1);
      counts[drawn[0]?.id ?? ""]! += 1;
    }
    // 4,000 draws: four standard deviations are 110 around 1,000 and 126 around 2,000.
    expect(Math.abs(counts.x! - 1_000)).toBeLessThan(110);
    expect(Math.abs(counts.y! - 2_000)).toBeLessThan(126);
    expect(sharesOf(shares, 0).map(({ id }) => id)).toEqual(["x"]);
    expect(sharesOf(shares, 0.999_999_999).map(({ id }) => id)).toEqual(["z"]);
  });

  test("an ensemble asks by each, a fixed one by one, all of them in one prompt by none of its own", () => {
    const idsOf = (changes: object) => toShares(use(changes), principles).map(({ id }) => id);
    expect(idsOf({ use: "ensemble" })).toEqual(["x", "y", "z"]);
    expect(idsOf({ use: "fixed", principle: "true" })).toEqual(["y"]);
    expect(idsOf({ use: "all" })).toEqual([null]);
    expect(toShares(null, [])).toEqual([{ id: null, low: 0, high: 1 }]);
    expect(toPrincipleText(use({ use: "all" }), principles, null)).toBe(
      "1. Which is kinder?\n2. Which is truer?\n3. Which is safer?",
    );
    expect(toPrincipleText(use({ use: "random" }), principles, "z")).toBe("Which is safer?");
    expect(toPrincipleText(null, [], null)).toBe("");
  });

  test("an example has its own principle, else one drawn for it alone", () => {
    const random = use({ use: "ensemble", seed: 3 });
    expect(toExamplePrinciple(random, principles, { principle: "Mine?", index: 0 })).toBe("Mine?");
    const drawn = Array.from({ length: 12 }, (_, index) => toExamplePrinciple(random, principles, { principle: "", index }));
    expect(new Set(drawn).size).toBeGreaterThan(1);
    expect(drawn.every((text) => principles.some(({ preferenceText }) => preferenceText === text))).toBe(true);
    expect(toExamplePrinciple(use({ use: "fixed", principle: "kind" }), principles, { principle: "", index: 5 })).toBe(
      "Which is kinder?",
    );
  });
});
