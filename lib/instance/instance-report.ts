import "server-only";
import { statfs } from "node:fs/promises";
import { projectsWhere, requireOperator } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { softwareVersion } from "./software-version";

/** What this installation is and how it stands. No secret is in it. */
export interface InstanceReport {
  version: string;
  node: string;
  /** Seconds since the server started. */
  uptime: number;
  database: { version: string; bytes: bigint; embedded: boolean };
  disk: { folder: string; freeBytes: bigint; totalBytes: bigint };
  /** Resident memory of this process in bytes. */
  memoryBytes: number;
  /** Each setting in force: its name, its value, what it does. */
  settings: { name: string; value: string; meaning: string }[];
}

/** @throws AppError `not_found` unless the actor runs the instance. */
export async function getInstanceReport(actor: Actor): Promise<InstanceReport> {
  requireOperator(actor);
  const settings = env();
  const [{ rows }, disk] = await Promise.all([
    pool().query<{ version: string; bytes: string }>(
      "select current_setting('server_version') as version, pg_database_size(current_database())::text as bytes",
    ),
    statfs(settings.dataFolder, { bigint: true }),
  ]);
  return {
    version: softwareVersion(),
    node: process.version,
    uptime: process.uptime(),
    database: {
      version: rows[0]?.version ?? "",
      bytes: BigInt(rows[0]?.bytes ?? 0),
      embedded: process.env.CONCORD_EMBEDDED === "1",
    },
    disk: { folder: settings.dataFolder, freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize },
    memoryBytes: process.memoryUsage().rss,
    settings: [
      { name: "CONCORD_URL", value: settings.url, meaning: "The address by which people reach this Concord." },
      { name: "PORT", value: String(settings.port), meaning: "The port on which the server listens." },
      { name: "CONCORD_DATA", value: settings.dataFolder, meaning: "The folder of the embedded database, secrets and exports." },
      {
        name: "CONCORD_SECRET",
        value: settings.secret ? "given" : "made by Concord, in the data folder",
        meaning: "Signs sessions and encrypts judges' keys.",
      },
      { name: "DATABASE_URL", value: databaseAddress(settings.databaseUrl), meaning: "The database." },
      {
        name: "JUDGE_ALLOWED_HOSTS",
        value: settings.judgeAllowedHosts.join(", ") || "none",
        meaning: "Hosts at private addresses that judges may reach.",
      },
      {
        name: "CONCORD_INSECURE_HTTP",
        value: settings.insecureHttp ? "1" : "0",
        meaning: "Whether cookies may go over plain http on a foreign address.",
      },
    ],
  };
}

/** A project as the operator sees it from outside. */
export interface InstanceProject {
  id: string;
  slug: string;
  name: string;
  owners: string[];
  members: number;
  comparisons: number;
  isDemo: boolean;
  archivedAt: Date | null;
  createdAt: Date;
  /** Whether the actor opens it as it is: as a member, or by an access that lasts. */
  isOpen: boolean;
}

/** All projects of the instance, by name. @throws AppError `not_found` unless the actor runs the instance. */
export async function listInstanceProjects(actor: Actor): Promise<InstanceProject[]> {
  requireOperator(actor);
  const open = await db().project.findMany({ where: projectsWhere(actor, "read"), select: { id: true } });
  const openIds = new Set(open.map((project) => project.id));
  const rows = await db().project.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      slug: true,
      name: true,
      isDemo: true,
      archivedAt: true,
      createdAt: true,
      members: { where: { removedAt: null, role: "OWNER" }, select: { user: { select: { name: true } } } },
      _count: { select: { members: { where: { removedAt: null } }, comparisons: true } },
    },
  });
  return rows.map(({ members, _count, ...row }) => ({
    ...row,
    owners: members.map((member) => member.user.name),
    members: _count.members,
    comparisons: _count.comparisons,
    isOpen: openIds.has(row.id),
  }));
}

/** The database's host and name, without user and password. */
function databaseAddress(url: string | undefined): string {
  if (!url) return "not set";
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return "set";
  }
}
