import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { openDemo } from "@/lib/demo/open-demo";
import { newId } from "@/lib/ids";
import { recordLabels } from "@/lib/labels/record-labels";
import { actorOf } from "./factories";
import { createRoundFixture, press, tokensOf } from "./round-fixture";

/**
 * An instance with the demo project, an endpoint whose key another instance sealed, and a round in which somebody labels.
 *
 * @returns `label(n)` labels n comparisons, one after the other, and gives the ids of the events in the order of their acknowledgements.
 */
export async function createLabelledInstance(): Promise<{ label: (count: number) => Promise<string[]> }> {
  const fixture = await createRoundFixture({ comparisons: 160, people: 1 });
  await openDemo(systemActor("test"));
  await db().endpoint.create({
    data: {
      id: newId(),
      projectId: fixture.project.id,
      name: "elsewhere",
      baseUrl: "https://models.example.org/v1",
      origin: "https://models.example.org",
      keyCiphertext: Buffer.from("sealed elsewhere"),
      keyId: "0011223344556677",
    },
  });
  const [person] = fixture.people;
  const criterionId = fixture.criteria[0]?.id ?? "";
  if (!person) throw new Error("the round has nobody");
  return {
    label: async (count) => {
      const acknowledged: string[] = [];
      while (acknowledged.length < count) {
        for (const token of (await tokensOf(fixture, person)).slice(0, count - acknowledged.length)) {
          const input = press(token, criterionId);
          await recordLabels(actorOf(person), [input]);
          acknowledged.push(input.eventId);
        }
      }
      return acknowledged;
    },
  };
}
