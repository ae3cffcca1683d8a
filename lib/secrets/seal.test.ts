import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { openSecret, sealSecret } from "./seal";

const context = { rowId: newId(), origin: "https://api.example.com" };

beforeAll(() => {
  process.env.CONCORD_SECRET = "kF3v9QzL1xT7mB5nW2pR8sY4dG6hJ0aC";
});

describe("sealSecret", () => {
  test("openSecret gives back what was sealed, and the sealed bytes do not hold it", () => {
    const sealed = sealSecret("sk-canary-0123456789", context);
    expect(openSecret(sealed, context)).toBe("sk-canary-0123456789");
    expect(Buffer.from(sealed.ciphertext).toString("latin1")).not.toContain("canary");
    expect(sealed.last4).toBe("6789");
  });

  test("the same secret sealed twice looks different", () => {
    expect(sealSecret("same secret here", context).ciphertext).not.toEqual(sealSecret("same secret here", context).ciphertext);
  });

  test("openSecret refuses another row, another origin and an altered byte", () => {
    const sealed = sealSecret("sk-canary-0123456789", context);
    expect(() => openSecret(sealed, { ...context, rowId: newId() })).toThrow(/does not belong/);
    expect(() => openSecret(sealed, { ...context, origin: "https://api.example.com:8443" })).toThrow(/does not belong/);
    for (const at of [0, 13, sealed.ciphertext.length - 1]) {
      const altered = new Uint8Array(sealed.ciphertext);
      altered[at]! ^= 1;
      expect(() => openSecret({ ...sealed, ciphertext: altered }, context)).toThrow(/does not belong/);
    }
    expect(() => openSecret({ ...sealed, ciphertext: new Uint8Array(3) }, context)).toThrow(/does not belong/);
  });

  test("openSecret names a changed instance secret", () => {
    const sealed = sealSecret("sk-canary-0123456789", context);
    expect(() => openSecret({ ...sealed, keyId: "0000000000000000" }, context)).toThrow(/CONCORD_SECRET/);
  });

  test("a short secret shows none of its characters", () => {
    expect(sealSecret("tiny", context).last4).toBeNull();
  });
});
