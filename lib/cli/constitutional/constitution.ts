import { defineCommand, EXIT, required, toChoice, toInteger, UsageError } from "@/lib/cli/command";
import { readDocument } from "@/lib/cli/frame/read-document";
import { EXAMPLES } from "@/lib/constitutions/examples/examples";
import { getConstitution } from "@/lib/constitutions/get-constitution";
import { listConstitutions } from "@/lib/constitutions/queries";
import { saveConstitution } from "@/lib/constitutions/save-constitution";
import { formatQuantity } from "@/lib/format";

const project = { type: "string", value: "PROJECT", help: "id or slug" } as const;

/** Makes a constitution of its document, or a new version when the document has changed. */
export const constitutionImport = defineCommand({
  name: "constitution import",
  summary: "make a constitution of a JSON document or an example; a changed document makes a new version",
  options: {
    project,
    file: { type: "string", value: "FILE", help: "the document; `-` is standard input" },
    example: { type: "string", value: "NAME", help: `one of Concord's own: ${Object.keys(EXAMPLES).join(", ")}` },
  },
  example: "npx concord constitution import --project study --file rules.json",
  run: async (actor, { values }, io) => {
    const where = required(values.project, "project");
    if ((values.file === undefined) === (values.example === undefined)) throw new UsageError("Give either --file or --example.");
    const document =
      values.example === undefined
        ? await readDocument(required(values.file, "file"), io)
        : EXAMPLES[toChoice(values.example, "example", ["quality", "harmlessness"])];
    const saved = await saveConstitution(actor, where, document);
    io.document(saved);
    const said = { created: "made", "new version": "made as a new version", unchanged: "there already, unchanged" }[
      saved.outcome
    ];
    io.print(`Version ${saved.version} is ${said} (constitution ${saved.constitutionId}).`);
    return EXIT.done;
  },
});

/** Prints the document of a constitution, which makes the same version again. */
export const constitutionExport = defineCommand({
  name: "constitution export",
  summary: "print a constitution as the JSON document that makes it again",
  positionals: ["NAME"],
  options: { project, version: { type: "string", value: "N", help: "the newest when left out" } },
  example: 'npx concord constitution export "Helpful and honest" --project study > rules.json',
  run: async (actor, { values, positionals }, io) => {
    const version = values.version === undefined ? undefined : toInteger(values.version, "version", { min: 1 });
    const { document } = await getConstitution(actor, required(values.project, "project"), positionals[0] ?? "", version);
    io.document(document);
    io.print(JSON.stringify(document, null, 2));
    return EXIT.done;
  },
});

/** Lists the constitutions of a project with their versions. */
export const constitutionList = defineCommand({
  name: "constitution list",
  summary: "the constitutions of a project with their versions",
  options: { project },
  example: "npx concord constitution list --project study",
  run: async (actor, { values }, io) => {
    const found = await listConstitutions(actor, required(values.project, "project"), { withArchived: true });
    io.document(found);
    if (found.length === 0) io.print("There is no constitution yet. `concord constitution import --example quality` makes one.");
    for (const { name, archivedAt, versions } of found) {
      io.print(archivedAt ? `${name} (archived)` : name);
      for (const { version, principles } of versions) io.print(`  v${version}  ${formatQuantity(principles, "principle")}`);
    }
    return EXIT.done;
  },
});
