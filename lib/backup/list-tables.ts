import "server-only";
import type pg from "pg";

/** A table and what of it goes into a backup. */
export interface TableShape {
  name: string;
  columns: string[];
}

/**
 * Tables that a backup leaves empty: who is signed in, links that let somebody in, and what servers tell each other while they run. To bring
 * them back would open doors that were closed since.
 */
export const LEFT_OUT: readonly string[] = [
  "Session",
  "Verification",
  "AccessLink",
  "RateLimit",
  "WorkerShare",
  "EndpointBudget",
];

/** Columns with numbers of transactions, which mean nothing in another database. */
const OF_THIS_DATABASE: readonly string[] = ["writtenXid", "undoneXid"];

/** All tables of the schema but the migrations' own, by name. */
export async function listAllTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = current_schema() and c.relkind = 'r' and c.relname <> '_prisma_migrations' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** The tables of a backup with their columns, each after those that it refers to. */
export async function listTables(client: pg.ClientBase): Promise<TableShape[]> {
  const names = (await listAllTables(client)).filter((name) => !LEFT_OUT.includes(name));
  const { rows: columns } = await client.query<{ table: string; name: string }>(
    `select c.relname as table, a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = '' order by c.relname, a.attnum`,
  );
  const { rows: references } = await client.query<{ child: string; parent: string }>(
    `select k.conrelid::regclass::oid, child.relname as child, parent.relname as parent from pg_constraint k
     join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = current_schema()::regnamespace and k.conrelid <> k.confrelid`,
  );
  return parentsFirst(names, references).map((name) => ({
    name,
    columns: columns
      .filter((column) => column.table === name && !OF_THIS_DATABASE.includes(column.name))
      .map((column) => column.name),
  }));
}

function parentsFirst(names: readonly string[], references: readonly { child: string; parent: string }[]): string[] {
  const ordered: string[] = [];
  const left = new Set(names);
  while (left.size > 0) {
    const ready = [...left].filter((name) => !references.some(({ child, parent }) => child === name && left.has(parent)));
    if (ready.length === 0) throw new Error(`tables refer to each other in a ring: ${[...left].join(", ")}`);
    for (const name of ready) {
      ordered.push(name);
      left.delete(name);
    }
  }
  return ordered;
}

/** A name as SQL takes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
