import type { SystemActor } from "@/lib/auth/types";
import { openDemo } from "@/lib/demo/open-demo";
import { env } from "@/lib/env";
import { paths } from "@/lib/paths";
import { createLarge } from "@/prisma/scenarios/large";
import { type CommandArgs, defineCommand, EXIT, toInteger, UsageError } from "./command";
import type { CommandIo } from "./io";

const OPTIONS = {
  large: { type: "string", value: "N", help: "make another project instead, of N generated comparisons, to see pages at size" },
  labels: { type: "string", value: "M", help: "labels for each generated comparison; 3 when left out" },
  seed: { type: "string", value: "S", help: "seeds the generated texts and labels; 1 when left out" },
} as const;

/** Makes the demo project, or finds it, and says where to look. */
export const demo = defineCommand({
  name: "demo",
  summary: "make the demo project, or find it, and print where to look",
  options: OPTIONS,
  example: "npx concord demo",
  run: async (actor, { values }, io) => {
    if (values.large === undefined && (values.labels ?? values.seed) !== undefined) {
      throw new UsageError("--labels and --seed go with --large.");
    }
    const { slug } = values.large === undefined ? await openDemo(actor) : await makeLarge(actor, values.large, values, io);
    const links = toLinks(slug);
    io.document({ slug, links });
    io.print(
      values.large === undefined
        ? "The demo project is ready. Its texts, people, judges and models are invented."
        : "The generated project is ready. Its texts have no meaning.",
    );
    for (const [name, link] of Object.entries(links)) io.print(`  ${name.padEnd(14)}${link}`);
    io.print("Is no server running? `npm start` starts one.");
    return EXIT.done;
  },
});

async function makeLarge(actor: SystemActor, count: string, values: CommandArgs<typeof OPTIONS>["values"], io: CommandIo) {
  const comparisons = toInteger(count, "large", { min: 1, max: 1_000_000 });
  const labels = toInteger(values.labels ?? "3", "labels", { min: 0, max: 8 });
  const seed = toInteger(values.seed ?? "1", "seed");
  const progress = io.progress("Storing", "comparisons");
  const onProgress = ({ rows }: { rows: number }) => progress.update(rows, comparisons);
  try {
    return await createLarge(actor, { comparisons, labels, seed, onProgress, signal: io.signal });
  } finally {
    progress.end();
  }
}

function toLinks(slug: string): Record<string, string> {
  const { url } = env();
  return {
    project: url + paths.project(slug),
    dataset: url + paths.dataset(slug),
    agreement: url + paths.agreement(slug),
    disagreements: url + paths.disagreements(slug),
    judges: url + paths.judges(slug),
    rounds: url + paths.rounds(slug),
    export: url + paths.export(slug),
  };
}
