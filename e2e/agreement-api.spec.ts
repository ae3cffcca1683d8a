import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import { createApiKey } from "@/lib/auth/api-keys";
import { systemActor } from "@/lib/auth/user-id";
import { api } from "@/lib/paths";
import {
  actorOf,
  createAnnotator,
  createComparison,
  createCriterion,
  createLabel,
  createProject,
  createUser,
} from "@/lib/testing/factories";
import { expect, test } from "./fixtures";

test("a program gets the agreement report by its key, and a clear refusal of what it may not have", async ({ request }) => {
  const owner = await createUser();
  const project = await createProject({ owner });
  const criterion = await createCriterion(project);
  const people = [await createAnnotator(project), await createAnnotator(project, { kind: "AI" })];
  for (const scores of [
    [1, 2],
    [-3, 4],
    [2, 1],
  ]) {
    const comparison = await createComparison(project);
    for (const [i, annotator] of people.entries()) await createLabel(comparison, criterion, annotator, { score: scores[i] ?? 0 });
  }
  const keyOf = async (user: typeof owner) =>
    (await createApiKey(actorOf(user), { name: "agreement", scope: "READ", projectIds: [], days: 30 })).key;
  const get = (query: string, key: string) =>
    request.get(api.v1(`projects/${project.slug}/agreement${query}`), { headers: { authorization: `Bearer ${key}` } });

  const key = await keyOf(owner);
  const answer = await get("?ties=category&seed=9", key);
  expect(answer.status()).toBe(200);
  const options = AgreementOptions.parse({ ties: "category", seed: 9 });
  const here = JSON.parse(JSON.stringify(await getAgreementReport(systemActor(), project.id, options)));
  expect({ ...(await answer.json()), generatedAt: "" }).toEqual({ ...here, generatedAt: "" });

  const refused = await get("?ties=maybe", key);
  expect(refused.status()).toBe(422);
  expect(await refused.json()).toMatchObject({ errors: [{ path: "ties", message: "Write one of exclude, half, category." }] });
  expect((await get("?criterion=honest", key)).status()).toBe(422);
  expect((await get("", await keyOf(await createUser()))).status()).toBe(404);
  expect((await get("", "concord_unknown")).status()).toBe(401);
});
