import { beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { Endpoint, Project } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { findPrice, listPrices } from "./prices";
import { removePrice, savePrice } from "./save-price";
import { getMoneySettings, saveMoneySettings } from "./settings";

const database = freshDatabase();
let project: Project;
let researcher: UserActor;
let stranger: UserActor;
let annotator: UserActor;
let endpoint: Endpoint;

beforeAll(async () => {
  await database.open();
  const [one, two, three] = [await createUser(), await createUser(), await createUser()];
  project = await createProject({ owner: one });
  await createProject({ owner: two });
  await createMember(project, three, "ANNOTATOR");
  [researcher, stranger, annotator] = [actorOf(one), actorOf(two), actorOf(three)];
  endpoint = await db().endpoint.create({
    data: { id: newId(), projectId: project.id, name: "local", baseUrl: "http://127.0.0.1:1/v1", origin: "http://127.0.0.1:1" },
  });
});

const price = (input: number, output: number) => ({
  inputMicroDollarsPerMillion: input,
  outputMicroDollarsPerMillion: output,
});

describe("the price table", () => {
  test("a call is priced by what was in force at its time, the endpoint's own line first, the version's own price before all", async () => {
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    const of = { projectId: project.id, endpointId: endpoint.id, model: "heron" };
    const line = (input: number, validFrom: string, endpointId: string | null = null) =>
      savePrice(researcher, project.slug, { model: "heron", endpointId, ...price(input, 2 * input), validFrom: day(validFrom) });
    await line(100, "2026-01-01");
    await line(200, "2026-03-01");
    await line(50, "2026-04-01", endpoint.id);
    await line(300, "2099-01-01");

    expect(await findPrice(of, null, day("2025-12-31"))).toBeNull();
    expect(await findPrice(of, null, day("2026-01-01"))).toEqual(price(100, 200));
    expect(await findPrice(of, null, day("2026-03-15"))).toEqual(price(200, 400));
    expect(await findPrice(of, null, day("2026-05-01"))).toEqual(price(50, 100));
    expect(await findPrice({ ...of, endpointId: newId() }, null, day("2026-05-01"))).toEqual(price(200, 400));
    expect(await findPrice({ ...of, model: "Heron" }, null, day("2026-05-01"))).toBeNull();
    expect(await findPrice(of, price(1, 1), day("2026-05-01"))).toEqual(price(1, 1));

    const lines = await listPrices(researcher, project.slug);
    expect(
      lines.map(({ inputMicroDollarsPerMillion, endpoint: at, state }) => [inputMicroDollarsPerMillion, at?.name, state]),
    ).toEqual([
      [300, undefined, "to come"],
      [200, undefined, "in force"],
      [100, undefined, "replaced"],
      [50, "local", "in force"],
    ]);
    await removePrice(researcher, project.slug, lines[1]?.id ?? "");
    expect(await findPrice({ ...of, endpointId: newId() })).toEqual(price(100, 200));
    expect(await db().auditEvent.count({ where: { projectId: project.id, action: { startsWith: "price." } } })).toBe(5);
  });

  test("is refused to who may not research, and for what is another project's", async () => {
    const line = { model: "m", endpointId: null, ...price(1, 1), validFrom: null };
    const [theirs] = await listPrices(researcher, project.slug);
    for (const actor of [stranger, annotator]) {
      await expect(savePrice(actor, project.slug, line)).rejects.toMatchObject({ code: "not_found" });
      await expect(removePrice(actor, project.slug, theirs?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
      await expect(listPrices(actor, project.slug)).rejects.toMatchObject({ code: "not_found" });
    }
    const other = await createProject({ owner: await db().user.findFirstOrThrow({ where: { id: stranger.userId } }) });
    await expect(savePrice(stranger, other.slug, { ...line, endpointId: endpoint.id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(removePrice(stranger, other.slug, theirs?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what a project may spend", () => {
  test("is set by its researchers, with an audit entry; a cap of 0 is refused in words", async () => {
    const settings = { capMicroDollars: 5_000_000, dailyCapMicroDollars: null, hourlyRateMicroDollars: 20_000_000 };
    await saveMoneySettings(researcher, project.slug, settings);
    expect(await getMoneySettings(researcher, project.slug)).toEqual({
      ...settings,
      spentMicroDollars: 0,
      spentTodayMicroDollars: 0,
    });
    await expect(saveMoneySettings(researcher, project.slug, { ...settings, dailyCapMicroDollars: 0 })).rejects.toThrow(
      /A cap of 0/,
    );
    for (const actor of [stranger, annotator]) {
      await expect(saveMoneySettings(actor, project.slug, settings)).rejects.toMatchObject({ code: "not_found" });
      await expect(getMoneySettings(actor, project.slug)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await db().auditEvent.count({ where: { projectId: project.id, action: "project.money" } })).toBe(1);
  });
});
