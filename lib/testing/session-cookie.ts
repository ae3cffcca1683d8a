import { createHmac, randomBytes } from "node:crypto";
import { cookieSecret, sessionCookieName } from "@/lib/auth/auth";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";

/** A session of `user` as the cookie that a sign-in would set, without the third of a second that a password takes. */
export async function sessionCookie(user: Pick<User, "id">): Promise<{
  name: string;
  value: string;
  domain: string;
  path: string;
  secure: boolean;
  httpOnly: boolean;
  sameSite: "Lax";
}> {
  const token = randomBytes(24).toString("base64url");
  await db().session.create({
    data: { id: newId(), userId: user.id, token, expiresAt: new Date(Date.now() + 86_400_000) },
  });
  const signature = createHmac("sha256", cookieSecret()).update(token).digest("base64");
  return {
    name: sessionCookieName(),
    value: encodeURIComponent(`${token}.${signature}`),
    domain: "localhost",
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Lax",
  };
}
