import "server-only";
import { headers } from "next/headers";
import { AppError } from "@/lib/errors";
import { PERSON_HEADER } from "@/lib/fetch-json";
import { paths } from "@/lib/paths";
import { checkOrigin } from "./origin";
import { findKey, findSession } from "./session";
import type { KeyActor, UserActor } from "./types";

/**
 * Who a request to a route handler speaks for: a session (whose writes need our own Origin), or an API key (whose writes need its write scope).
 *
 * @throws AppError `unauthenticated`, `forbidden`.
 */
export async function requireActor(request: Request): Promise<UserActor | KeyActor> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const key = await findKey(authorization);
    if (!key)
      throw new AppError("unauthenticated", "This API key is unknown, revoked or expired. Make a new one on the account page.");
    if (!isRead(request) && key.scope !== "WRITE")
      throw new AppError("forbidden", "This API key may only read. Make one with the scope `write` for this.");
    return key;
  }
  checkOrigin(request);
  const user = await findSession(request.headers.get("cookie"));
  if (!user) throw new AppError("unauthenticated", "Sign in to go on. What you have done so far is kept.");
  // A page that was left open while somebody else signed in: what it holds is not theirs, and theirs is not for it.
  const page = request.headers.get(PERSON_HEADER);
  if (page !== null && page !== user.userId)
    throw new AppError(
      "unauthenticated",
      "Somebody else is signed in at this browser now. Sign in again to go on; what you have done is kept.",
    );
  return user;
}

/** The person at a browser; see `requireActor`. An API key will not do. */
export async function requireUser(request: Request): Promise<UserActor> {
  const actor = await requireActor(request);
  if (actor.kind !== "USER") throw new AppError("forbidden", "This is for a signed-in person, not for an API key.");
  return actor;
}

/** The person who looks at a page, or null. For server components and server actions. */
export async function findActor(): Promise<UserActor | null> {
  return findSession((await headers()).get("cookie"));
}

/** The person who looks at a page; sends anyone else to the sign-in, and back to `next`, or the page itself, afterwards. */
export async function actorOrSignIn(next?: string): Promise<UserActor> {
  const actor = await findActor();
  if (actor) return actor;
  // Loaded here, because the command line, which has no pages, cannot load it.
  const { redirect } = await import("next/navigation");
  return redirect(paths.signIn(next ?? (await headers()).get("x-concord-path") ?? undefined));
}

function isRead(request: Request): boolean {
  return request.method === "GET" || request.method === "HEAD";
}
