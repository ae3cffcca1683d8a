import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, ".cache", "empty-next");

/** A Next.js server whose one route reads its body and answers: the most that a route of ours could do. */
export interface EmptyNext {
  url: string;
  path: string;
  stop: () => Promise<void>;
}

/** Builds (once) and starts an app of one empty route, by the same Next.js and the same kind of server as Concord. */
export async function startEmptyNext(port: number): Promise<EmptyNext> {
  const server = path.join(folder, ".next/standalone", path.relative(root, folder), "server.js");
  if (!fs.existsSync(server)) build();
  const child = spawn(process.execPath, [server], {
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      NODE_ENV: "production",
      PORT: String(port),
      HOSTNAME: "127.0.0.1",
      KEEP_ALIVE_TIMEOUT: "65000",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/empty`, child);
  return {
    url,
    path: "/empty",
    stop: async () => {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
    },
  };
}

function build(): void {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, "app/empty"), { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "empty-next", private: true, type: "module" }));
  // The packages stand in the folder of the project, above.
  fs.writeFileSync(
    path.join(folder, "next.config.js"),
    `export default { output: "standalone", poweredByHeader: false, outputFileTracingRoot: ${JSON.stringify(root)}, turbopack: { root: ${JSON.stringify(root)} } };\n`,
  );
  fs.writeFileSync(
    path.join(folder, "app/layout.js"),
    "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }\n",
  );
  fs.writeFileSync(
    path.join(folder, "app/empty/route.js"),
    "export async function POST(request) { await request.json(); return Response.json({ ok: true }); }\n",
  );
  const done = spawnSync(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (done.status !== 0) throw new Error("The empty Next.js app could not be built; the lines above say why.");
}

async function untilAnswers(address: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) throw new Error(`The empty Next.js app ended with code ${child.exitCode}.`);
    try {
      const answer = await fetch(address, { method: "POST", body: "{}" });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The empty Next.js app did not answer.");
}
