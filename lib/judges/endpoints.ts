import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { type AllowedHost, parseAllowedHosts } from "@/lib/net/allowed-hosts";
import { OutboundError } from "@/lib/net/outbound-error";
import { parseTarget } from "@/lib/net/target";
import { openSecret, type SealedSecret, sealSecret } from "@/lib/secrets/seal";
import { EndpointInput, EndpointKey } from "./schema";
import type { EndpointEntry } from "./types";

/** Private hosts that judges may reach, by the operator's setting. */
export function judgeAllowedHosts(): AllowedHost[] {
  return parseAllowedHosts(env().judgeAllowedHosts.join(","));
}

/** The endpoints of a project by name. Keys are never read: only their last four characters. */
export async function listEndpoints(actor: Actor, projectId: string): Promise<EndpointEntry[]> {
  const endpoints = await db().endpoint.findMany({
    where: { projectId, archivedAt: null, project: projectsWhere(actor, "read") },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, baseUrl: true, keyId: true, keyLast4: true, _count: { select: { judgeVersions: true } } },
  });
  return endpoints.map(({ keyId, _count, ...rest }) => ({ ...rest, hasKey: keyId !== null, versions: _count.judgeVersions }));
}

/**
 * Makes an endpoint in the caller's transaction. The caller has checked that the actor may research in the project.
 *
 * @param key - Null for a server without keys. Stored encrypted, bound to this row and origin.
 * @throws AppError `invalid` for an address that may not be reached, `conflict` for a name that is taken.
 */
export async function createEndpoint(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  input: EndpointInput & { key: string | null },
): Promise<string> {
  const { name, baseUrl } = EndpointInput.parse({ name: input.name, baseUrl: input.baseUrl });
  const origin = checkAddress(baseUrl, "endpoint.baseUrl");
  const taken = await transaction.endpoint.findFirst({ where: { projectId, name }, select: { id: true } });
  if (taken) {
    throw new AppError(
      "conflict",
      `This project has an endpoint "${name}" already. Take another name, or choose it from the list.`,
      {
        fields: [{ path: "endpoint.name", message: "This name is taken." }],
      },
    );
  }
  const id = newId();
  const sealed = input.key === null ? null : sealSecret(EndpointKey.parse(input.key), { rowId: id, origin });
  await transaction.endpoint.create({
    data: { id, projectId, name, baseUrl, origin, ...toColumns(sealed) },
    select: { id: true },
  });
  await appendAudit(transaction, actor, {
    projectId,
    action: "endpoint.create",
    target: name,
    after: { baseUrl, key: keyWord(sealed) },
  });
  return id;
}

/** What of an endpoint is to be changed. `key` left out: the stored one stays; null: there is none from now on. */
export interface EndpointChange {
  baseUrl?: string;
  key?: string | null;
}

/**
 * Changes an endpoint's address or key. A stored key belongs to the origin it was given for: another scheme, host or port needs it again.
 *
 * @throws AppError `invalid` when the key must be given again or the address may not be reached; `not_found`.
 */
export async function changeEndpoint(actor: Actor, project: string, endpointId: string, change: EndpointChange): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const before = await transaction.endpoint.findFirst({
      where: { id: endpointId, projectId, archivedAt: null },
      select: { id: true, name: true, baseUrl: true, origin: true, keyId: true },
    });
    if (!before) throw notFound("The endpoint");
    const { baseUrl } = EndpointInput.parse({ name: before.name, baseUrl: change.baseUrl ?? before.baseUrl });
    const origin = checkAddress(baseUrl, "baseUrl");
    if (origin !== before.origin && before.keyId !== null && change.key === undefined) {
      throw new AppError("invalid", `The stored key is for ${before.origin} alone. Give the key again for ${origin}.`, {
        fields: [{ path: "apiKey", message: "Give the key again: the address is another server's." }],
      });
    }
    const sealed =
      change.key === undefined
        ? undefined
        : change.key === null
          ? null
          : sealSecret(EndpointKey.parse(change.key), { rowId: before.id, origin });
    await transaction.endpoint.update({
      where: { id: before.id },
      data: { baseUrl, origin, ...(sealed === undefined ? {} : toColumns(sealed)) },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: "endpoint.change",
      target: before.name,
      before: { baseUrl: before.baseUrl },
      after: { baseUrl, key: sealed === undefined ? "unchanged" : keyWord(sealed) },
    });
  });
}

/** Address and key of an endpoint for the code that calls it, and for nothing that answers a request. */
export async function openEndpoint(endpointId: string): Promise<{ baseUrl: string; apiKey: string | null }> {
  const endpoint = await db().endpoint.findUniqueOrThrow({
    where: { id: endpointId },
    select: { id: true, baseUrl: true, origin: true, keyCiphertext: true, keyId: true },
  });
  const { baseUrl, keyCiphertext, keyId } = endpoint;
  if (!keyCiphertext || !keyId) return { baseUrl, apiKey: null };
  // The origin of the address that will be called, not the stored one: a changed row does not open.
  const apiKey = openSecret({ ciphertext: keyCiphertext, keyId }, { rowId: endpoint.id, origin: originOf(baseUrl) });
  return { baseUrl, apiKey };
}

function checkAddress(baseUrl: string, field: string): string {
  try {
    parseTarget(baseUrl, judgeAllowedHosts());
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw new AppError("invalid", error.message, { fields: [{ path: field, message: error.message }] });
  }
  return originOf(baseUrl);
}

/** scheme://host:port, the port always written. */
function originOf(baseUrl: string): string {
  const { protocol, hostname, port } = new URL(baseUrl);
  return `${protocol}//${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}

function toColumns(sealed: SealedSecret | null) {
  return { keyCiphertext: sealed?.ciphertext ?? null, keyId: sealed?.keyId ?? null, keyLast4: sealed?.last4 ?? null };
}

/** For the audit trail: that there is a key, never any part of it. */
function keyWord(sealed: SealedSecret | null): string {
  return sealed === null ? "none" : "given";
}
