import "server-only";
import path from "node:path";
import * as z from "zod";
import { AppError } from "./errors";
import { isNetwork } from "./net/network";

const Flag = z
  .enum(["0", "1", ""])
  .default("0")
  .transform((value) => value === "1");

const Variables = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  CONCORD_URL: z.url({ protocol: /^https?$/ }).optional(),
  CONCORD_DATA: z.string().min(1).default("./data"),
  CONCORD_SECRET: z.string().optional(),
  CONCORD_INSECURE_HTTP: Flag,
  DATABASE_URL: z.string().optional(),
  JUDGE_ALLOWED_HOSTS: z.string().default(""),
  CONCORD_API_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(600),
  CONCORD_UPLOAD_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(16 * 1024 ** 3),
  CONCORD_TRUSTED_PROXIES: z
    .string()
    .default("127.0.0.0/8,::1")
    .transform((text) => text.split(",").map((network) => network.trim()))
    .refine((networks) => networks.every(isNetwork), "it must be addresses or ranges such as 10.0.0.0/8, separated by commas"),
});

/** The settings in force. Each has a line in `.env.example`. */
export interface Env {
  port: number;
  /** Where browsers find the app, without a slash at the end. */
  url: string;
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** The operator's own secret; undefined when the one in the data folder is used. */
  secret: string | undefined;
  /** The operator accepts cookies over plain http on an address that is not this machine's. */
  insecureHttp: boolean;
  databaseUrl: string | undefined;
  /** Private hosts that judges may reach: "127.0.0.1:11434". */
  judgeAllowedHosts: readonly string[];
  /** Requests that each API key may make in a minute. */
  apiPerMinute: number;
  /** Bytes of the largest file that a browser may send. */
  uploadBytes: number;
  /** Addresses and ranges of proxies whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
}

let known: Env | null = null;

/**
 * The settings, read and checked once.
 *
 * @throws AppError `invalid` naming the variable and what it should be.
 */
export function env(): Env {
  known ??= readEnv(process.env);
  return known;
}

/** Reads settings from variables; see `env`. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    throw new AppError(
      "invalid",
      `The setting ${fields.map((field) => `${field.path}: ${field.message}`).join("; ")}. See .env.example.`,
      { fields },
    );
  }
  const values = parsed.data;
  const url = (values.CONCORD_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, "");
  if (!isSafeOrigin(url) && !values.CONCORD_INSECURE_HTTP) {
    throw new AppError(
      "invalid",
      `CONCORD_URL is ${url}: plain http on an address that is not this machine's would send cookies in the clear. Use https, or set CONCORD_INSECURE_HTTP=1 if you mean it.`,
    );
  }
  return {
    port: values.PORT,
    url,
    dataFolder: path.resolve(values.CONCORD_DATA),
    secret: values.CONCORD_SECRET,
    insecureHttp: values.CONCORD_INSECURE_HTTP,
    databaseUrl: values.DATABASE_URL,
    judgeAllowedHosts: values.JUDGE_ALLOWED_HOSTS.split(",")
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
    apiPerMinute: values.CONCORD_API_PER_MINUTE,
    uploadBytes: values.CONCORD_UPLOAD_BYTES,
    trustedProxies: values.CONCORD_TRUSTED_PROXIES,
  };
}

/** The origins whose pages may call us: the configured one and, when that is this machine, its other names at the same port. */
export function allowedOrigins({ url }: Pick<Env, "url"> = env()): readonly string[] {
  const { protocol, hostname, port } = new URL(url);
  if (!isLoopback(hostname)) return [new URL(url).origin];
  return ["localhost", "127.0.0.1"].map((host) => `${protocol}//${host}${port ? `:${port}` : ""}`);
}

/** Whether cookies may carry Secure and the __Host- prefix on this address. */
export function isSafeOrigin(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1";
}
