import { type NextRequest, NextResponse } from "next/server";

/**
 * Gives every page its nonce and its Content-Security-Policy, and refuses a Host that is not ours. It guards nothing else: who may see
 * what is decided where the data is read. Route handlers are left out of the matcher (a matched body is cut at 10 MB) and check for themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!hosts().includes((request.headers.get("host") ?? "").toLowerCase())) {
    return new NextResponse(
      "This Concord does not answer to this host. Set CONCORD_URL to the address by which people reach it.\n",
      { status: 403 },
    );
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = policyFor(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Where to come back to after signing in; set here, so never what a client claims.
  headers.set("x-concord-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "same-origin");
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  return response;
}

function policyFor(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

function hosts(): string[] {
  const url = new URL(process.env.CONCORD_URL || `http://localhost:${process.env.PORT || "3000"}`);
  if (url.hostname !== "localhost" && url.hostname !== "127.0.0.1") return [url.host];
  const port = url.port ? `:${url.port}` : "";
  return [`localhost${port}`, `127.0.0.1${port}`];
}

export const config = {
  matcher: [{ source: "/((?!api/|_next/static|fonts/|favicon.svg|sw.js).*)" }],
};
