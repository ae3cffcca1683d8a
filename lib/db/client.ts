import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "./generated/client";
import { closePool, pool } from "./pool";

declare global {
  var concordPrisma: PrismaClient | undefined;
}

/** What a function that takes part in a caller's transaction accepts. */
export type Transaction = Prisma.TransactionClient;

/** The process's Prisma client, on the shared pool. An endpoint's key never comes back unless a query asks for it by name. */
export function db(): PrismaClient {
  globalThis.concordPrisma ??= new PrismaClient({ adapter: new PrismaPg(pool()), omit: { endpoint: { keyCiphertext: true } } });
  return globalThis.concordPrisma;
}

/** Closes client and pool. For tests and for programs that end. */
export async function closeDb(): Promise<void> {
  const open = globalThis.concordPrisma;
  globalThis.concordPrisma = undefined;
  await open?.$disconnect();
  await closePool();
}
