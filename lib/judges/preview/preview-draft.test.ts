import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/types";
import { systemActor } from "@/lib/auth/user-id";
import { saveConstitution } from "@/lib/constitutions/save-constitution";
import { newJudgeTexts, parseDraft } from "@/lib/judges/form-schema";
import { previewPrompt } from "@/lib/judges/preview-prompt";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { createJudgeFixture, type JudgeFixture } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { previewDraft } from "./preview-draft";

const database = freshDatabase();
const system = systemActor("test");
const place = { criterionId: "", comparison: "", order: "BA", principleId: "" } as const;
let fixture: JudgeFixture;

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1:9";
  await database.open();
  fixture = await createJudgeFixture({ baseUrl: "http://127.0.0.1:9/v1" }, { comparisons: 3 });
});

function preview(texts: Record<string, string>, more: Partial<{ comparison: string }> = {}, actor: Actor = system) {
  return previewDraft(actor, fixture.project.id, { texts: { ...newJudgeTexts("x"), ...texts }, ...place, ...more });
}

test("the prompt of a form is the one that its version sends", async () => {
  const { id: projectId } = fixture.project;
  const { preview: draft, fields } = await preview({ hardening: "", orders: "both" });
  expect(fields).toEqual({});
  const parsed = parseDraft({ ...newJudgeTexts("x"), hardening: "" });
  if (!("spec" in parsed)) throw new Error("the new judge's form has no problem");
  const sent = await previewPrompt(system, projectId, {
    judgeVersionId: fixture.judge.versionId,
    spec: parsed.spec,
    criterionId: fixture.criterion.id,
    order: "BA",
  });
  expect(draft).toEqual(sent);
  expect(draft?.comparison.name).toBe("c0");
});

test("another comparison is found by its name, and one that is not there is said", async () => {
  expect((await preview({}, { comparison: "c2" })).preview?.comparison.name).toBe("c2");
  const { preview: none, fields } = await preview({}, { comparison: "c9" });
  expect(none).toBeNull();
  expect(fields.comparison).toMatch(/no comparison "c9"/);
});

test("what is wrong with places stands at the field that names them, and without name, model or endpoint nothing is wrong", async () => {
  const own = { template: "own", "template.asks": "better", "template.kind": "pairwise", "template.answer": "{{answer}}" };
  const texts = { ...own, "template.sample": "{{conversation}} {{response_1}}", "template.ending": "{{respones_2}}" };
  const { fields, preview: none } = await preview({ ...texts, name: "", model: "", endpoint: "new" });
  expect(none).toBeNull();
  expect(Object.keys(fields).sort()).toEqual(["template.ending", "template.sample"]);
  expect((await preview({ template: "constitutional" })).fields).toHaveProperty(["constitution.name"]);
});

test("a principle of the constitution fills the prompt, and one that is not there is said at its field", async () => {
  await saveConstitution(system, fixture.project.id, {
    name: "Ours",
    principles: [
      { key: "kind", preferenceText: "Which is kinder?", critiqueRequest: "How is it unkind?", revisionRequest: "Make it kind." },
    ],
  });
  const texts = { template: "constitutional", "answers.first": "A", "answers.second": "B", "constitution.name": "Ours" };
  const { preview: shown } = await preview(texts);
  const filled = shown?.steps[0]?.messages.flatMap(({ parts }) => parts.flatMap(({ text, isFilled }) => (isFilled ? text : [])));
  expect(filled).toContain("Which is kinder?");
  const fixed = { ...texts, "constitution.use": "fixed", "constitution.principle": "cruel" };
  expect((await preview(fixed)).fields["constitution.principle"]).toMatch(/has no principle "cruel"/);
});

test("nobody but the project's researchers sees a prompt", async () => {
  const user = await createUser();
  await createMember(fixture.project, user, "ANNOTATOR");
  await expect(preview({}, {}, actorOf(user))).rejects.toMatchObject({ code: "not_found" });
});
