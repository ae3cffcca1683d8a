import { expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import { openPresentation, type Presentation, sealPresentation, toItemKey } from "./presentation-token";

vi.stubEnv("CONCORD_SECRET", "7Jq2mVx0eTz5sLw9rKd4uYh8pGb1nCf6");

function presentation(changed: Partial<Presentation> = {}): Presentation {
  return {
    assignmentId: newId(),
    comparisonId: newId(),
    annotatorId: newId(),
    roundId: newId(),
    projectId: newId(),
    scaleVersionId: newId(),
    guidelineVersionId: newId(),
    repeatIndex: 0,
    swapped: false,
    ...changed,
  };
}

test("a token opens to what was sealed, with and without guidelines, either way round", () => {
  const user = newId();
  for (const swapped of [false, true]) {
    for (const guidelineVersionId of [null, newId()]) {
      const sealed = presentation({ swapped, guidelineVersionId, repeatIndex: 3 });
      expect(openPresentation(user, sealPresentation(user, sealed))).toEqual(sealed);
    }
  }
});

test("a token made for one person is nothing in another's hands", () => {
  const token = sealPresentation(newId(), presentation());
  expect(openPresentation(newId(), token)).toBeNull();
});

test("a token with any single bit changed is refused", () => {
  const user = newId();
  const bytes = Buffer.from(sealPresentation(user, presentation()), "base64url");
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const forged = Buffer.from(bytes);
    forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(openPresentation(user, forged.toString("base64url"))).toBeNull();
  }
});

test("the head of one token on the body of another is refused", () => {
  const user = newId();
  const one = Buffer.from(sealPresentation(user, presentation()), "base64url");
  const other = Buffer.from(sealPresentation(user, presentation({ swapped: true })), "base64url");
  const mixed = Buffer.concat([one.subarray(0, 16), other.subarray(16)]);
  expect(openPresentation(user, mixed.toString("base64url"))).toBeNull();
});

test("text that is no token is refused and breaks nothing", () => {
  for (const text of [
    "",
    "a",
    "not base64url !",
    "A".repeat(176),
    "💥".repeat(40),
    `${sealPresentation(newId(), presentation())}A`,
  ]) {
    expect(openPresentation(newId(), text)).toBeNull();
  }
});

test("a token gives nothing away: equal for equal presentations, unlike in every part when only the side differs", () => {
  const user = newId();
  const shown = presentation();
  expect(sealPresentation(user, shown)).toBe(sealPresentation(user, { ...shown }));
  const here = Buffer.from(sealPresentation(user, shown), "base64url");
  const there = Buffer.from(sealPresentation(user, { ...shown, swapped: true }), "base64url");
  // Independent bytes agree once in 256: of 132, more than 10 would be a sign that the cipher's stream was reused.
  expect(here.filter((byte, index) => byte === there[index]).length).toBeLessThan(10);
  for (const id of [shown.comparisonId, shown.assignmentId]) {
    expect(here.includes(Buffer.from(id.replaceAll("-", ""), "hex"))).toBe(false);
  }
});

test("the key of an item is short and differs between presentations", () => {
  const user = newId();
  const keys = Array.from({ length: 200 }, () => toItemKey(sealPresentation(user, presentation())));
  expect(new Set(keys).size).toBe(200);
  expect(keys.every((key) => key.length === 16)).toBe(true);
});
