import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { JudgeDocument, JudgeSpec } from "@/lib/judges/schema";
import { contentHashOf } from "./content-hash";

/** A spec as it was stored before there was any hardening. */
const STORED = {
  template: { asks: "better", preamble: "Compare.", sample: "{{conversation}} {{response_1}} {{response_2}}", ending: "Which?" },
  preambleAsSystem: false,
  answers: { first: "1", second: "2" },
  orders: "both",
  softLabel: "logprobs",
  topLogprobs: 20,
  minCoverage: 0,
  temperature: 0,
  seed: null,
  maxTokens: 4,
  tieBand: 0,
  onContradiction: "average",
  limits: { concurrency: 4, timeoutSeconds: 120, attempts: 6 },
  price: null,
};

test("a version from before a setting was there keeps its hash, and reads as off", () => {
  const before = createHash("sha256")
    .update(canonicalJson({ spec: STORED, endpointId: "e", model: "m" }))
    .digest("hex");
  const spec = JudgeSpec.parse(STORED);
  expect(spec.hardening).toBe("off");
  expect(contentHashOf(spec, "e", "m")).toBe(before);
  // Its document says what it is, and makes the same version.
  const {
    name: _name,
    endpoint: _endpoint,
    model,
    ...again
  } = JudgeDocument.parse({ name: "n", endpoint: "e", model: "m", ...spec });
  expect(contentHashOf(again, "e", model)).toBe(before);
});

test("a new document is hardened, which is another content", () => {
  const {
    name: _name,
    endpoint: _endpoint,
    model,
    ...spec
  } = JudgeDocument.parse({ name: "n", endpoint: "e", model: "m", ...STORED });
  expect(spec.hardening).toBe("on");
  expect(contentHashOf(spec, "e", model)).not.toBe(contentHashOf(JudgeSpec.parse(STORED), "e", "m"));
  expect(contentHashOf(spec, "e", model)).not.toBe(contentHashOf(spec, "f", model));
});
