import fs from "node:fs";
import path from "node:path";
import type { Finding } from "@/lib/cli/doctor";
import { toEnding } from "@/lib/cli/frame/to-exit-code";
import { env } from "@/lib/env";
import { formatBytes } from "@/lib/format";
import { checkSecret } from "@/lib/secrets/instance-secret";

const LEAST_BYTES = 500 * 1024 * 1024;
const FEW_BYTES = 5 * 1024 * 1024 * 1024;
/** Before this the clock cannot be right: the first version was written then. */
const FIRST_DAY = Date.UTC(2026, 0, 1);

/** What can be seen of the machine without a database: Node, C library, settings, disk, secrets, clock. */
export async function checkMachine(): Promise<Finding[]> {
  const settings = checkSettings();
  const findings = [checkNode(process.versions.node), checkLibc(), settings, checkClock(Date.now())];
  if (settings.state === "problem") return findings;
  const { dataFolder } = env();
  return [...findings, ...checkFolder(dataFolder), ...checkSecrets(path.join(dataFolder, "secrets"))];
}

/** Concord needs Node 20.19 or later. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  return {
    name: "Node",
    state: isNew ? "ok" : "problem",
    says: version,
    mend: isNew ? null : "Install Node 20.19 or later from nodejs.org or your system's packages.",
  };
}

function checkLibc(): Finding {
  const version = glibcVersion();
  if (process.platform !== "linux")
    return { name: "System", state: "ok", says: `${process.platform} ${process.arch}`, mend: null };
  if (version !== null) return { name: "C library", state: "ok", says: `glibc ${version}`, mend: null };
  const needsIt = !process.env.DATABASE_URL;
  return {
    name: "C library",
    state: needsIt ? "problem" : "ok",
    says: "not glibc, so the embedded PostgreSQL cannot run",
    mend: needsIt ? "Set DATABASE_URL to a PostgreSQL 15 or later, or use a system with glibc, such as Debian." : null,
  };
}

function glibcVersion(): string | null {
  const report: unknown = process.report?.getReport();
  if (typeof report !== "object" || report === null || !("header" in report)) return null;
  const { header } = report;
  if (typeof header !== "object" || header === null || !("glibcVersionRuntime" in header)) return null;
  return String(header.glibcVersionRuntime);
}

function checkSettings(): Finding {
  try {
    const { url } = env();
    return { name: "Settings", state: "ok", says: `people reach this Concord at ${url}`, mend: null };
  } catch (error) {
    return {
      name: "Settings",
      state: "problem",
      says: toEnding(error).message,
      mend: "Correct it in the environment or in .env.",
    };
  }
}

/** A clock that is far off makes sessions and links expire at the wrong time. */
export function checkClock(now: number): Finding {
  const isSane = now >= FIRST_DAY;
  return {
    name: "Clock",
    state: isSane ? "ok" : "problem",
    says: new Date(now).toISOString(),
    mend: isSane ? null : "Set the machine's clock, best by NTP: sessions, links and the audit trail depend on it.",
  };
}

/** Whether the data folder can be written and has room. */
export function checkFolder(folder: string): Finding[] {
  let there = folder;
  while (!fs.existsSync(there)) there = path.dirname(there);
  const findings: Finding[] = [];
  try {
    fs.accessSync(there, fs.constants.W_OK);
    findings.push({ name: "Data folder", state: "ok", says: there === folder ? folder : `${folder} will be made`, mend: null });
  } catch {
    const mend = `Give this user the right to write in ${there}, or set CONCORD_DATA to another folder.`;
    findings.push({ name: "Data folder", state: "problem", says: `${folder} cannot be written`, mend });
  }
  const { bavail, bsize } = fs.statfsSync(there);
  const free = bavail * bsize;
  const state = free < LEAST_BYTES ? "problem" : free < FEW_BYTES ? "warning" : "ok";
  const mend = state === "ok" ? null : "Free some space, or move the data to a larger disk with CONCORD_DATA.";
  return [...findings, { name: "Disk", state, says: `${formatBytes(free)} free`, mend }];
}

/** Whether the secrets are for their owner alone. */
export function checkSecrets(folder: string): Finding[] {
  const given = checkGivenSecret();
  if (!fs.existsSync(folder)) return [...given, { name: "Secrets", state: "ok", says: "none made yet", mend: null }];
  const open = [folder, ...fs.readdirSync(folder).map((file) => path.join(folder, file))].filter(
    (file) => process.platform !== "win32" && (fs.statSync(file).mode & 0o077) !== 0,
  );
  if (open.length === 0) return [...given, { name: "Secrets", state: "ok", says: "readable by their owner alone", mend: null }];
  const mend = `Run: chmod 700 ${folder} && chmod 600 ${folder}/*`;
  return [...given, { name: "Secrets", state: "problem", says: `others on this machine can read ${open.join(", ")}`, mend }];
}

function checkGivenSecret(): Finding[] {
  try {
    checkSecret(env().secret);
    return [];
  } catch (error) {
    return [
      { name: "CONCORD_SECRET", state: "problem", says: toEnding(error).message, mend: "Make one: openssl rand -base64 32" },
    ];
  }
}
