import "server-only";
import { headers } from "next/headers";
import { appendAudit } from "@/lib/audit/append";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { networkOf } from "@/lib/net/network";
import { auth } from "./auth";
import { forgetAttempts, limitAttempts, takeBackAttempt } from "./limit-attempts";

const ATTEMPTS = 5;
/** From one network, which a whole office or class may share: those that fail, and those under way. */
const ATTEMPTS_OF_NETWORK = 60;
const WINDOW_SECONDS = 300;

/**
 * Signs a person in: checks the password and sets the session cookie. For server actions only, which alone can set cookies.
 * A wrong address, a wrong password and a disabled account give the same answer after about the same time.
 *
 * @throws AppError `unauthenticated`, or `rate_limited` after five attempts on one account, or sixty that failed from one network, in five
 *   minutes.
 */
export async function signIn(input: { email: string; password: string }): Promise<void> {
  const email = input.email.trim().toLowerCase();
  const key = `sign-in:account:${email}`;
  const networkKey = `sign-in:network:${networkOf(await headers(), env().trustedProxies)}`;
  // The network first: guessing at many accounts must not write a line for each.
  await limitAttempts(networkKey, ATTEMPTS_OF_NETWORK, WINDOW_SECONDS);
  await limitAttempts(key, ATTEMPTS, WINDOW_SECONDS);
  const user = await db().user.findUnique({ where: { email }, select: { id: true, name: true, disabledAt: true } });
  const context = await auth().$context;
  if (!user || user.disabledAt !== null) {
    await context.password.hash(input.password);
    throw wrong();
  }
  try {
    await auth().api.signInEmail({ body: { email, password: input.password }, headers: await headers() });
  } catch (cause) {
    throw wrong(cause);
  }
  await forgetAttempts(key);
  await takeBackAttempt(networkKey);
  await db().$transaction((transaction) =>
    appendAudit(
      transaction,
      { kind: "USER", userId: user.id, name: user.name, email, isOperator: false, sessionId: "" },
      { action: "session.start", target: email },
    ),
  );
}

/** Ends the session of the browser that asks. For server actions only. */
export async function signOut(): Promise<void> {
  await auth().api.signOut({ headers: await headers() });
}

function wrong(cause?: unknown): AppError {
  return new AppError("unauthenticated", "The address or the password is wrong.", { cause });
}
