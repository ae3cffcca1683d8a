import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { keyHeaderOf, type ProviderName } from "@/lib/llm/address";
import { type AllowedHost, parseAllowedHosts } from "@/lib/net/allowed-hosts";
import { OutboundError } from "@/lib/net/outbound-error";
import { parseTarget } from "@/lib/net/target";
import { openSecret, type SealedSecret, sealSecret } from "@/lib/secrets/seal";
import { Capabilities, EndpointInput, EndpointKey, EndpointLimits, type ProviderChoice } from "./endpoint-schema";
import type { EndpointEntry } from "./types";

/** Private hosts that judges may reach, by the operator's setting. */
export function judgeAllowedHosts(): AllowedHost[] {
  return parseAllowedHosts(env().judgeAllowedHosts.join(","));
}

const LIMITS = { maxConcurrency: true, requestsPerMinute: true, tokensPerMinute: true } as const;

/** The endpoints of a project by name. Keys are never read: only their last four characters. */
export async function listEndpoints(actor: Actor, projectId: string): Promise<EndpointEntry[]> {
  const endpoints = await db().endpoint.findMany({
    where: { projectId, archivedAt: null, project: projectsWhere(actor, "read") },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      provider: true,
      baseUrl: true,
      keyId: true,
      keyLast4: true,
      capabilities: true,
      testedAt: true,
      ...LIMITS,
      _count: { select: { judgeVersions: true } },
      judgeVersions: { select: { model: true }, orderBy: { id: "desc" }, take: 1 },
    },
  });
  return endpoints.map(
    ({ keyId, _count, judgeVersions, capabilities, testedAt, maxConcurrency, requestsPerMinute, tokensPerMinute, ...rest }) => ({
      ...rest,
      hasKey: keyId !== null,
      versions: _count.judgeVersions,
      limits: { maxConcurrency, requestsPerMinute, tokensPerMinute },
      lastModel: judgeVersions[0]?.model ?? null,
      capabilities: Capabilities.nullable().catch(null).parse(capabilities),
      testedAt: testedAt?.toISOString() ?? null,
    }),
  );
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
  const { key, ...rest } = input;
  const { name, baseUrl, provider, limits } = EndpointInput.parse(rest);
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
  const sealed = key === null ? null : sealSecret(EndpointKey.parse(key), { rowId: id, origin });
  await transaction.endpoint.create({
    data: { id, projectId, name, provider, baseUrl, origin, ...limits, ...toColumns(sealed) },
    select: { id: true },
  });
  await appendAudit(transaction, actor, {
    projectId,
    action: "endpoint.create",
    target: name,
    after: { provider, baseUrl, ...limits, key: keyWord(sealed) },
  });
  return id;
}

/** What of an endpoint is to be changed. `key` left out: the stored one stays; null: there is none from now on. */
export interface EndpointChange {
  provider?: ProviderChoice;
  baseUrl?: string;
  limits?: EndpointLimits;
  key?: string | null;
}

/**
 * Changes an endpoint's protocol, address, limits or key. A stored key belongs to the origin and the header it was given for: another
 * scheme, host or port, or a protocol that sends it in another header, needs it again. What a test found out is forgotten when the
 * address or the protocol changes.
 *
 * @throws AppError `invalid` when the key must be given again or the address may not be reached; `not_found`.
 */
export async function changeEndpoint(actor: Actor, project: string, endpointId: string, change: EndpointChange): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const before = await transaction.endpoint.findFirst({
      where: { id: endpointId, projectId, archivedAt: null },
      select: { id: true, name: true, provider: true, baseUrl: true, origin: true, keyId: true, ...LIMITS },
    });
    if (!before) throw notFound("The endpoint");
    const { baseUrl, provider } = EndpointInput.parse({
      name: before.name,
      baseUrl: change.baseUrl ?? before.baseUrl,
      provider: change.provider ?? before.provider,
    });
    const origin = checkAddress(baseUrl, "baseUrl");
    if (before.keyId !== null && change.key === undefined) refuseToMoveKey(before, { baseUrl, provider, origin });
    const isMoved = baseUrl !== before.baseUrl || provider !== before.provider;
    const limits = change.limits === undefined ? {} : EndpointLimits.parse(change.limits);
    const sealed =
      change.key === undefined
        ? undefined
        : change.key === null
          ? null
          : sealSecret(EndpointKey.parse(change.key), { rowId: before.id, origin });
    await transaction.endpoint.update({
      where: { id: before.id },
      data: {
        provider,
        baseUrl,
        origin,
        ...limits,
        ...(isMoved ? { capabilities: Prisma.DbNull, testedAt: null } : {}),
        ...(sealed === undefined ? {} : toColumns(sealed)),
      },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: "endpoint.change",
      target: before.name,
      before: { provider: before.provider, baseUrl: before.baseUrl, ...limitsOf(before) },
      after: { provider, baseUrl, ...limitsOf(before), ...limits, key: sealed === undefined ? "unchanged" : keyWord(sealed) },
    });
  });
}

function refuseToMoveKey(before: MovedTo, after: MovedTo): void {
  if (after.origin !== before.origin) {
    throw new AppError("invalid", `The stored key is for ${before.origin} alone. Give the key again for ${after.origin}.`, {
      fields: [{ path: "apiKey", message: "Give the key again: the address is another server's." }],
    });
  }
  const [old, now] = [keyHeaderOf(before.provider, before.baseUrl), keyHeaderOf(after.provider, after.baseUrl)];
  if (old !== now) {
    throw new AppError(
      "invalid",
      `The stored key was given to be sent as "${old}" and would now be sent as "${now}". Give it again.`,
      {
        fields: [{ path: "apiKey", message: "Give the key again: it is sent in another header." }],
      },
    );
  }
}

interface MovedTo {
  provider: ProviderChoice;
  baseUrl: string;
  origin: string;
}

function limitsOf({ maxConcurrency, requestsPerMinute, tokensPerMinute }: EndpointLimits): EndpointLimits {
  return { maxConcurrency, requestsPerMinute, tokensPerMinute };
}

/** What a call needs of an endpoint. */
export interface OpenedEndpoint {
  provider: ProviderName;
  baseUrl: string;
  apiKey: string | null;
  limits: EndpointLimits;
}

/** Protocol, address and key of an endpoint for the code that calls it, and for nothing that answers a request. */
export async function openEndpoint(endpointId: string): Promise<OpenedEndpoint> {
  const endpoint = await db().endpoint.findUniqueOrThrow({
    where: { id: endpointId },
    select: { id: true, provider: true, baseUrl: true, keyCiphertext: true, keyId: true, ...LIMITS },
  });
  const { provider, baseUrl, keyCiphertext, keyId } = endpoint;
  const limits = limitsOf(endpoint);
  if (!keyCiphertext || !keyId) return { provider, baseUrl, apiKey: null, limits };
  // The origin of the address that will be called, not the stored one: a changed row does not open.
  const apiKey = openSecret({ ciphertext: keyCiphertext, keyId }, { rowId: endpoint.id, origin: originOf(baseUrl) });
  return { provider, baseUrl, apiKey, limits };
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
