import { ProjectDocument } from "@/lib/api/documents/project";
import { getProject } from "@/lib/auth/access";
import { formatQuantity } from "@/lib/format";
import { createProject } from "@/lib/projects/create-project";
import { countProject, getScale, listCriteria, listProjects, type ProjectEntry } from "@/lib/projects/queries";
import { CriterionInput, type ScaleInput } from "@/lib/projects/schema";
import { defineCommand, EXIT, required, toChoice, toInteger, UsageError } from "./command";
import type { CommandIo } from "./io";

const PRESETS = ["hh-helpful", "hh-red-team", "llama2", "arena", "binary", "custom"] as const;

const PRESET_OF: Readonly<Record<(typeof PRESETS)[number], ScaleInput["preset"]>> = {
  "hh-helpful": "HH_HELPFUL",
  "hh-red-team": "HH_RED_TEAM",
  llama2: "LLAMA2",
  arena: "ARENA",
  binary: "BINARY",
  custom: "CUSTOM",
};

/** Makes a project; the first operator owns it. */
export const projectCreate = defineCommand({
  name: "project create",
  summary: "make a project, owned by the instance's first operator",
  options: {
    name: { type: "string", value: "N", help: "its name" },
    description: { type: "string", value: "TEXT", help: "a sentence about it" },
    preset: { type: "string", value: "P", help: `the scale: ${PRESETS.join(", ")}` },
    criterion: {
      type: "string",
      value: "KEY: QUESTION",
      multiple: true,
      help: "a question people answer; `(worse)` at the end asks for the worse response",
    },
    levels: { type: "string", value: "1..4", help: "levels a side of a custom scale" },
    tie: { type: "boolean", help: "a custom scale with a tie" },
  },
  example:
    'npx concord project create --name "Household assistant" --preset hh-helpful --criterion "helpful: Which response is more helpful?"',
  run: async (actor, { values }, io) => {
    const preset = toChoice(required(values.preset, "preset"), "preset", PRESETS);
    if (preset !== "custom" && (values.levels !== undefined || values.tie))
      throw new UsageError("--levels and --tie go with --preset custom.");
    const project = await createProject(actor, {
      name: required(values.name, "name"),
      description: values.description,
      scale: {
        preset: PRESET_OF[preset],
        ...(values.levels === undefined ? {} : { levelsPerSide: toInteger(values.levels, "levels", { min: 1, max: 4 }) }),
        allowsTie: values.tie,
      },
      ...(values.criterion.length > 0 ? { criteria: values.criterion.map(toCriterion) } : {}),
    });
    io.document(project);
    io.print(`Made ${project.slug} (${project.id}).`);
    return EXIT.done;
  },
});

/** Lists the projects. */
export const projectList = defineCommand({
  name: "project list",
  summary: "list the projects",
  options: {},
  example: "npx concord project list --json",
  run: async (actor, _args, io) => {
    const projects = await listProjects(actor);
    // The command line has no role in a project.
    tellProjects(
      projects.map(({ role: _role, ...project }) => project),
      io,
    );
    return EXIT.done;
  },
  remote: async (client, _args, io) => {
    const projects: ListedProject[] = [];
    for await (const project of client.projects()) projects.push(project);
    tellProjects(projects, io);
    return EXIT.done;
  },
});

type ListedProject = Pick<ProjectEntry, "slug" | "name" | "comparisons" | "isDemo"> & { archivedAt: Date | string | null };

function tellProjects(projects: readonly ListedProject[], io: CommandIo): void {
  io.document(projects);
  const width = Math.max(0, ...projects.map(({ slug }) => slug.length));
  for (const { slug, name, comparisons, isDemo, archivedAt } of projects) {
    const remarks = [formatQuantity(comparisons, "comparison"), isDemo ? "demo" : "", archivedAt ? "archived" : ""];
    io.print(`${slug.padEnd(width)}  ${name} (${remarks.filter(Boolean).join(", ")})`);
  }
  if (projects.length === 0) io.print("There is no project yet: concord project create, or concord demo.");
}

/** Shows one project: its scale, criteria and counts. */
export const projectShow = defineCommand({
  name: "project show",
  summary: "show a project's scale, criteria and counts",
  positionals: ["PROJECT"],
  options: {},
  example: "npx concord project show household-assistant",
  run: async (actor, { positionals }, io) => {
    const project = await getProject(actor, positionals[0] ?? "", "read");
    const [scale, criteria, counts] = await Promise.all([
      getScale(actor, project.id),
      listCriteria(actor, project.id),
      countProject(actor, project.id),
    ]);
    const { id, slug, name, preset, isDemo, archivedAt } = project;
    tellProject({ id, slug, name, preset, isDemo, archivedAt, scale, criteria, counts: { ...counts } }, io);
    return EXIT.done;
  },
  // What the other instance answers is what this command prints here.
  remote: async (client, { positionals }, io) => {
    tellProject(ProjectDocument.parse(await client.project(positionals[0] ?? "")), io);
    return EXIT.done;
  },
});

type ShownProject = Pick<ProjectDocument, "id" | "slug" | "name" | "preset" | "isDemo" | "counts"> & {
  archivedAt: Date | string | null;
  scale: Pick<ProjectDocument["scale"], "levelsPerSide" | "allowsTie">;
  criteria: readonly Pick<ProjectDocument["criteria"][number], "key" | "question" | "polarity">[];
};

function tellProject(project: ShownProject, io: CommandIo): void {
  const { id, slug, name, preset, isDemo, archivedAt, scale, criteria, counts } = project;
  io.document(project);
  io.print(`${name} (${slug}, ${id})${isDemo ? ", demo" : ""}${archivedAt ? ", archived" : ""}`);
  io.print(`Scale: ${preset}, ${formatQuantity(scale.levelsPerSide, "level")} a side${scale.allowsTie ? ", tie" : ""}`);
  for (const { key, question, polarity } of criteria) io.print(`${key}: ${question}${polarity === "WORSE" ? " (worse)" : ""}`);
  for (const [what, count] of Object.entries(counts)) io.print(`${what}: ${String(count)}`);
}

function toCriterion(text: string): CriterionInput {
  const [, key, question, worse] = /^\s*([^:]+?)\s*:\s*(.+?)\s*(\(worse\))?\s*$/.exec(text) ?? [];
  if (!key || !question)
    throw new UsageError(`--criterion is "${text}": write it as "helpful: Which response is more helpful?".`);
  return CriterionInput.parse({ key, question, polarity: worse ? "WORSE" : "BETTER" });
}
