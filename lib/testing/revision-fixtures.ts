import { Readable } from "node:stream";
import { systemActor } from "@/lib/auth/user-id";
import { EXAMPLES } from "@/lib/constitutions/examples/examples";
import { saveConstitution } from "@/lib/constitutions/save-constitution";
import { importDataset } from "@/lib/datasets/import-dataset";
import { db } from "@/lib/db/client";
import type { Project } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";
import { startRevisionRun } from "@/lib/revisions/runs/start-run";
import type { FaultServer, Reply, SeenRequest } from "./fault-server";

/** A project with comparisons, an endpoint on a scripted server and a constitution of sixteen principles. */
export interface RevisionFixture {
  project: Project;
  constitutionVersionId: string;
}

/** Makes a project of `comparisons` comparisons, each under a prompt of its own. */
export async function createRevisionFixture(
  server: Pick<FaultServer, "baseUrl">,
  { comparisons = 3, ownerId }: { comparisons?: number; ownerId?: string } = {},
): Promise<RevisionFixture> {
  const actor = systemActor("test");
  const { id } = await createProject(
    actor,
    {
      name: `Revised ${newId().slice(-6)}`,
      scale: { preset: "HH_HELPFUL" },
      criteria: [{ key: "harmless", question: "Which is less harmful?", polarity: "BETTER" }],
    },
    ownerId === undefined ? {} : { ownerId },
  );
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  if (comparisons > 0) {
    const lines = Array.from({ length: comparisons }, (_, index) =>
      JSON.stringify({
        id: `c${index}`,
        prompt: `Question [${index}]`,
        responseA: `reply A of [${index}]`,
        responseB: `reply B of [${index}]`,
      }),
    );
    await importDataset(actor, id, Readable.from([Buffer.from(lines.join("\n"))]), { fileName: "questions.jsonl" });
  }
  const { hostname, port, protocol } = new URL(server.baseUrl);
  await db().endpoint.create({
    data: { id: newId(), projectId: id, name: "Scripted", baseUrl: server.baseUrl, origin: `${protocol}//${hostname}:${port}` },
  });
  const { versionId } = await saveConstitution(actor, id, EXAMPLES.harmlessness);
  return { project, constitutionVersionId: versionId };
}

/** Starts a run on the fixture's prompts, unless the spec says otherwise. */
export async function startFixtureRevisions(
  { project }: RevisionFixture,
  { spec = {}, ...input }: { spec?: Record<string, unknown> } & Record<string, unknown> = {},
): Promise<string> {
  const { runId } = await startRevisionRun(systemActor("test"), project.id, {
    name: `Run ${newId().slice(-6)}`,
    endpoint: "Scripted",
    model: "scripted-1",
    constitution: EXAMPLES.harmlessness.name,
    capCalls: 100_000,
    spec: { begin: { kind: "prompts" }, revisions: 2, ...spec },
    ...input,
  });
  return runId;
}

/** Waits until a run is in one of the states. */
export async function untilRevisionRun(runId: string, states: readonly string[], timeoutMs = 20_000): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { state } = await db().revisionRun.findUniqueOrThrow({ where: { id: runId }, select: { state: true } });
    if (states.includes(state)) return state;
    if (Date.now() > deadline) throw new Error(`the run is ${state} after ${timeoutMs} ms, not ${states.join(" or ")}`);
    await new Promise((settle) => setTimeout(settle, 25));
  }
}

/** What a step asks for, told by the last message of its prompt. */
export function askedFor({ body }: SeenRequest): "response" | "critique" | "revision" {
  const messages = Array.isArray(body.messages) ? body.messages : [];
  const last = String(messages.at(-1)?.content ?? "");
  if (EXAMPLES.harmlessness.principles.some(({ critiqueRequest }) => last === critiqueRequest)) return "critique";
  return EXAMPLES.harmlessness.principles.some(({ revisionRequest }) => last.startsWith(revisionRequest))
    ? "revision"
    : "response";
}

/** Writes a text of its own for every prompt: what was asked for, and the number of the request. */
export function writeSteps(delayMs = 0): (request: SeenRequest) => Reply {
  return (request) => {
    const mark = /\[\d+\]/.exec(request.prompt)?.[0] ?? "";
    return { kind: "answer", text: `${askedFor(request)} of ${mark}, number ${request.index}`, delayMs, tokensOut: 9 };
  };
}
