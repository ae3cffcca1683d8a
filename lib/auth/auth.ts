import "server-only";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { nextCookies } from "better-auth/next-js";
import { db } from "@/lib/db/client";
import { allowedOrigins, env, isSafeOrigin } from "@/lib/env";
import { newId } from "@/lib/ids";
import { deriveKey } from "@/lib/secrets/instance-secret";

/** Days until a session must sign in again. */
const SESSION_DAYS = 14;

/** Name of the session cookie: bound to this very host where the browser lets us say so. */
export function sessionCookieName(): string {
  return isSafeOrigin(env().url) ? "__Host-concord" : "concord";
}

/** The secret that signs session cookies. */
export function cookieSecret(): string {
  return deriveKey("session-cookie").toString("base64url");
}

function makeAuth() {
  return betterAuth({
    baseURL: env().url,
    secret: cookieSecret(),
    trustedOrigins: [...allowedOrigins()],
    database: prismaAdapter(db(), { provider: "postgresql" }),
    // There is no sign-up: the set-up link, invitations and the command line make users (lib/auth/users.ts).
    emailAndPassword: { enabled: true, disableSignUp: true, autoSignIn: false, minPasswordLength: 12, maxPasswordLength: 256 },
    session: { expiresIn: SESSION_DAYS * 86_400, updateAge: SESSION_DAYS * 86_400 },
    advanced: {
      database: { generateId: () => newId() },
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookieName(),
          attributes: { httpOnly: true, sameSite: "lax", path: "/", secure: isSafeOrigin(env().url) },
        },
      },
    },
    telemetry: { enabled: false },
    // Its routes are not mounted: sign-in and sign-out are server actions with their own limiter (lib/auth/sign-in.ts).
    rateLimit: { enabled: false },
    plugins: [nextCookies()],
  });
}

let made: ReturnType<typeof makeAuth> | null = null;

/** The process's better-auth, made at first use so that a build needs neither database nor secret. */
export function auth(): ReturnType<typeof makeAuth> {
  made ??= makeAuth();
  return made;
}
