import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { baseUrl } from "@/e2e/fixtures";

const root = path.resolve(import.meta.dirname, "../..");
const built = path.join(root, ".next/standalone");
const READ_AS_TEXT = /\.(js|json|html|rsc|css|txt)$|BUILD_ID$/;

/** A Concord of another build, on the data of the one under test. */
export interface OtherBuild {
  port: number;
  stop: () => Promise<void>;
}

/**
 * Starts the same program as another build makes it: its own build id, other names for every script and style, other ids for every server
 * action. A second run of the compiler over changed sources gives just that, and takes half a minute.
 */
export async function startOtherBuild(): Promise<OtherBuild> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-build-"));
  rebuild(folder);
  const port = await freePort();
  const server = spawn(
    process.execPath,
    ["--import", path.join(root, "scripts/peer-address.mjs"), path.join(folder, "server.js")],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        NODE_OPTIONS: "",
        NODE_ENV: "production",
        PORT: String(port),
        HOSTNAME: "127.0.0.1",
        CONCORD_URL: baseUrl(),
        CONCORD_EMBEDDED: "1",
        CONCORD_LAUNCHED: "1",
        LOG_LEVEL: "silent",
      },
    },
  );
  const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await isServing(server, port);
  return {
    port,
    stop: async () => {
      server.kill("SIGTERM");
      await gone;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function rebuild(folder: string): void {
  const chunks = fs.readdirSync(path.join(built, ".next/static/chunks"), { recursive: true, encoding: "utf8" });
  const stems = chunks.filter((name) => /\.(js|css)$/.test(name)).map((name) => path.basename(name).replace(/\.(js|css)$/, ""));
  const names = new RegExp(`(?<=[/"])(${stems.join("|")})(?=\\.(?:js|css))`, "g");
  const buildId = fs.readFileSync(path.join(built, ".next/BUILD_ID"), "utf8");
  const change = (text: string) =>
    text
      .replaceAll(buildId, [...buildId].reverse().join(""))
      .replace(names, "next-$1")
      .replace(/\b[0-9a-f]{42}\b/g, (id) => `${id.slice(0, 2)}${[...id.slice(2)].reverse().join("")}`);
  for (const entry of fs.readdirSync(path.join(built, ".next"), { recursive: true, withFileTypes: true })) {
    const from = path.join(entry.parentPath, entry.name);
    const within = path.relative(built, from);
    if (within.startsWith(".next/node_modules") || !entry.isFile() || from.endsWith(".br")) continue;
    const to = path.join(folder, change(within));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    if (READ_AS_TEXT.test(from)) fs.writeFileSync(to, change(fs.readFileSync(from, "utf8")));
    else fs.copyFileSync(from, to);
  }
  fs.cpSync(path.join(built, ".next/node_modules"), path.join(folder, ".next/node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  for (const name of ["server.js", "package.json"]) fs.copyFileSync(path.join(built, name), path.join(folder, name));
  for (const name of ["node_modules", "public"]) fs.symlinkSync(path.join(built, name), path.join(folder, name));
}

async function isServing(server: ChildProcess, port: number): Promise<void> {
  while (server.exitCode === null) {
    // Any answer will do: it refuses to be called by another name than the server under test.
    if (await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The other build ended with code ${server.exitCode} before it served.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
