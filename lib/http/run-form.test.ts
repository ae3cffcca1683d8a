import { expect, test } from "vitest";
import * as z from "zod";
import { AppError } from "@/lib/errors";
import { runForm } from "./run-form";

const Input = z.strictObject({
  name: z.string().min(1, "Say a name."),
  ids: z.array(z.string()).default([]),
  password: z.string().optional(),
});

function form(entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

test("a form is read by its schema, lists by names that end in []", async () => {
  let seen: unknown;
  const state = await runForm(
    form([
      ["name", "Mara"],
      ["ids[]", "a"],
      ["ids[]", "b"],
    ]),
    Input,
    async (input) => {
      seen = input;
      return { message: "Saved." };
    },
  );
  expect(seen).toEqual({ name: "Mara", ids: ["a", "b"] });
  expect(state).toEqual({ ok: true, message: "Saved.", fields: {}, values: {} });
});

test("what is wrong stands at its field, and what was typed is kept, passwords never", async () => {
  const state = await runForm(
    form([
      ["name", ""],
      ["password", "secret words"],
    ]),
    Input,
    async () => undefined,
  );
  expect(state).toEqual({ fields: { name: "Say a name." }, values: { name: "" } });
});

test("a field that no form has is refused", async () => {
  const state = await runForm(
    form([
      ["name", "Mara"],
      ["isOperator", "true"],
    ]),
    Input,
    async () => ({ message: "done" }),
  );
  expect(state.ok).toBeUndefined();
  expect(state.message).toMatch(/isOperator/);
});

test("a refusal is told as a sentence, and at its fields where they are named", async () => {
  const state = await runForm(form([["name", "Mara"]]), Input, async () => {
    throw new AppError("conflict", "Taken.", { fields: [{ path: "name", message: "Someone has it." }] });
  });
  expect(state).toMatchObject({ message: "Taken.", fields: { name: "Someone has it." }, values: { name: "Mara" } });
  expect(state.ok).toBeUndefined();
});

test("a bug is told without detail", async () => {
  const state = await runForm(form([["name", "Mara"]]), Input, async () => {
    throw new Error("password column of table x");
  });
  expect(JSON.stringify(state)).not.toContain("column");
  expect(state.message).toMatch(/our side/);
});

test("a redirect passes through", async () => {
  const { redirect } = await import("next/navigation");
  await expect(runForm(form([["name", "Mara"]]), Input, async () => redirect("/projects"))).rejects.toMatchObject({
    digest: expect.stringContaining("NEXT_REDIRECT"),
  });
});
