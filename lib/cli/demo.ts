import { openDemo } from "@/lib/demo/open-demo";
import { env } from "@/lib/env";
import { paths } from "@/lib/paths";
import { defineCommand, EXIT } from "./command";

/** Makes the demo project, or finds it, and says where to look. */
export const demo = defineCommand({
  name: "demo",
  summary: "make the demo project, or find it, and print where to look",
  options: {},
  example: "npx concord demo",
  run: async (actor, _args, io) => {
    const { slug } = await openDemo(actor);
    const { url } = env();
    const links = {
      project: url + paths.project(slug),
      dataset: url + paths.dataset(slug),
      agreement: url + paths.agreement(slug),
      disagreements: url + paths.disagreements(slug),
      judges: url + paths.judges(slug),
      rounds: url + paths.rounds(slug),
      export: url + paths.export(slug),
    };
    io.document({ slug, links });
    io.print("The demo project is ready. Its texts, people, judges and models are invented.");
    for (const [name, link] of Object.entries(links)) io.print(`  ${name.padEnd(14)}${link}`);
    io.print("Is no server running? `npm start` starts one.");
    return EXIT.done;
  },
});
