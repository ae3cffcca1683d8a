import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { pool } from "@/lib/db/pool";
import { cookieSecret, sessionCookieName } from "./auth";
import { hashToken } from "./tokens";
import type { KeyActor, UserActor } from "./types";

/**
 * Who a browser's cookie speaks for, or null. The cookie's signature is checked before the database is asked, so that session tokens
 * read from a stolen database sign nobody in. A disabled user has no session.
 */
export async function findSession(cookieHeader: string | null): Promise<UserActor | null> {
  const token = readSignedCookie(cookieHeader);
  if (token === null) return null;
  const { rows } = await pool().query<{ sessionId: string; userId: string; name: string; email: string; isOperator: boolean }>({
    name: "session-by-token",
    text: `select s.id as "sessionId", u.id as "userId", u.name, u.email, u."isOperator"
           from "Session" s join "User" u on u.id = s."userId"
           where s.token = $1 and s."expiresAt" > now() and u."disabledAt" is null`,
    values: [token],
  });
  const [row] = rows;
  return row ? { kind: "USER", ...row } : null;
}

/** Whom an API key speaks for, or null when it is unknown, revoked or expired, or its owner disabled. */
export async function findKey(authorization: string | null): Promise<KeyActor | null> {
  const token = authorization?.match(/^Bearer ([\w-]{20,200})$/)?.[1];
  if (!token) return null;
  const { rows } = await pool().query<{
    keyId: string;
    userId: string;
    name: string;
    scope: "READ" | "WRITE";
    projectIds: string[];
  }>({
    name: "key-by-hash",
    text: `update "ApiKey" k set "lastUsedAt" = now() from "User" u
           where k."keyHash" = $1 and u.id = k."userId" and u."disabledAt" is null and k."revokedAt" is null
             and (k."expiresAt" is null or k."expiresAt" > now())
           returning k.id as "keyId", u.id as "userId", u.name, k.scope, k."projectIds"`,
    values: [hashToken(token)],
  });
  const [row] = rows;
  return row ? { kind: "KEY", ...row } : null;
}

/** The session token in a cookie header whose signature is ours, or null. The form is better-auth's: token, dot, HMAC-SHA256 in base64. */
export function readSignedCookie(header: string | null): string | null {
  const name = `${sessionCookieName()}=`;
  const found = header
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(name));
  if (!found) return null;
  let value: string;
  try {
    value = decodeURIComponent(found.slice(name.length));
  } catch {
    return null;
  }
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const signature = Buffer.from(value.slice(dot + 1), "base64");
  const expected = createHmac("sha256", cookieSecret()).update(token).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : null;
}
