import { describe, expect, test } from "vitest";
import { newRevisionTexts, RevisionForm } from "./form-schema";

const ID = { project: "p", name: "Run", endpoint: "Local", model: "m", constitution: "Harmlessness v2", capCalls: "100" };
const FIELDS = ["prompt", "response", "critiqueRequest", "critique", "revisionRequest", "revision"] as const;

function example(number: number, changes: Record<string, string> = {}): Record<string, string> {
  const texts = Object.fromEntries(FIELDS.map((field) => [field, `${field} ${number}`]));
  return Object.fromEntries(
    Object.entries({ ...texts, ...changes }).map(([field, text]) => [`spec.fewShot.${number}.${field}`, text]),
  );
}

const read = (texts: Record<string, string>) => RevisionForm.safeParse({ ...newRevisionTexts(7), ...ID, ...texts });

describe("the form of a revision run", () => {
  test("makes the few-shot set of its fields, in the order of their numbers, which may have gaps", () => {
    const parsed = read({ ...example(5), ...example(2, { critique: " two\r\nlines " }) });
    expect(parsed.data?.input.spec.fewShot).toEqual([
      {
        prompt: "prompt 2",
        response: "response 2",
        critiqueRequest: "critiqueRequest 2",
        critique: "two\nlines",
        revisionRequest: "revisionRequest 2",
        revision: "revision 2",
      },
      expect.objectContaining({ prompt: "prompt 5", revision: "revision 5" }),
    ]);
    expect(read({}).data?.input.spec.fewShot).toEqual([]);
  });

  test("says at which field of which example something is missing, and when there are too many", () => {
    const wrong = read({ ...example(0), ...example(3, { revision: "  " }) });
    expect(wrong.error?.issues).toMatchObject([{ path: ["spec.fewShot.3.revision"], message: "Cannot be empty." }]);
    const many = read(Object.assign({}, ...Array.from({ length: 21 }, (_, number) => example(number))));
    expect(many.error?.issues).toMatchObject([{ path: ["spec.fewShot"], message: "At most 20 examples." }]);
  });
});
