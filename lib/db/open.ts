import pg from "pg";
import { AppError } from "@/lib/errors";
import { startEmbedded } from "./embedded";
import { migrate } from "./migrate";

/** A database that is up to date and answers. */
export interface OpenDatabase {
  /** Holds the password: never log it. */
  url: string;
  /** Stops the embedded server when nobody else uses it; does nothing for a server that is not ours. */
  close: () => Promise<void>;
}

const OLDEST = 15;

/**
 * Opens the database of this instance and brings its schema up to date: the server of `databaseUrl` if given, else the embedded one in `dataFolder`.
 *
 * @throws AppError `unavailable` with one sentence: unreachable, wrong password, too old.
 */
export async function openDatabase({
  databaseUrl,
  dataFolder,
  migrations,
}: {
  databaseUrl: string | undefined;
  dataFolder: string;
  migrations: string;
}): Promise<OpenDatabase> {
  if (databaseUrl) {
    await checkServer(databaseUrl);
    await migrate(databaseUrl, migrations);
    return { url: databaseUrl, close: () => Promise.resolve() };
  }
  const server = await startEmbedded(dataFolder);
  const held = await hold(server.url);
  await migrate(server.url, migrations);
  return {
    url: server.url,
    close: async () => {
      await held.end();
      if ((await countOthers(server.url)) === 0) await server.stop();
    },
  };
}

/** A connection that shows other programs, while it lasts, that this one needs the server, however little it asks of it. */
async function hold(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function checkServer(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    version = Math.floor(Number(rows[0]?.version) / 10_000);
  } catch (cause) {
    throw new AppError("unavailable", `The database at ${withoutPassword(databaseUrl)} cannot be used: ${reasonOf(cause)}`, {
      cause,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
  if (version < OLDEST)
    throw new AppError(
      "unavailable",
      `The database at ${withoutPassword(databaseUrl)} is PostgreSQL ${version}; Concord needs ${OLDEST} or later.`,
    );
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "28P01" || code === "28000") return "it refuses the user or the password. Correct them in DATABASE_URL.";
  if (code === "3D000") return "the database named there does not exist. Create it, or correct DATABASE_URL.";
  if (code === "ECONNREFUSED") return "nothing answers there. Is the server running, and are host and port right?";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its host name is not known. Correct it in DATABASE_URL.";
  return `${error instanceof Error ? error.message : String(error)}.`;
}

function withoutPassword(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.hostname}:${url.port || "5432"}${url.pathname}`;
  } catch {
    return "DATABASE_URL (which is not an address such as postgresql://user:password@host:5432/name)";
  }
}

async function countOthers(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ others: string }>(
      "select count(*) as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    return Number(rows[0]?.others);
  } catch {
    return 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}
