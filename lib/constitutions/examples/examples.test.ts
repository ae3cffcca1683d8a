import { expect, test } from "vitest";
import { ConstitutionDocument } from "@/lib/constitutions/schema";
import { EXAMPLES } from "./examples";

test.each(Object.entries(EXAMPLES))(
  "the example %s has sixteen principles of its own and is a document that can be saved",
  (_, example) => {
    expect(ConstitutionDocument.parse(example)).toEqual(example);
    expect(example.principles).toHaveLength(16);
    const texts = example.principles.flatMap(({ preferenceText, critiqueRequest, revisionRequest }) => [
      preferenceText,
      critiqueRequest,
      revisionRequest,
    ]);
    expect(new Set(texts).size).toBe(48);
    // A preference names the better response: turned round it would label everything the wrong way.
    for (const { preferenceText } of example.principles) expect(preferenceText).toMatch(/^Choose(,| the response)/);
  },
);
