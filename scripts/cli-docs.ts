// `npm run cli-docs` writes docs/cli.md from the commands' definitions.
import fs from "node:fs";
import path from "node:path";
import { commands } from "@/lib/cli/commands";
import { toManual } from "@/lib/cli/shell/to-manual";

fs.writeFileSync(path.join(import.meta.dirname, "../docs/cli.md"), toManual(commands));
process.exit(0);
