/** The closed list of refusals. Not yours and not there are the same `not_found`. */
export type ErrorCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  /** It is no longer what the caller says it was. */
  | "changed"
  | "invalid"
  | "too_large"
  | "rate_limited"
  | "limit_reached"
  | "unavailable";

/** One thing wrong with an input: where it stands and what is wrong with it. */
export interface FieldError {
  /** Dotted path of the field, "" for the whole. */
  path: string;
  message: string;
  row?: number;
}

const STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  changed: 412,
  invalid: 422,
  too_large: 413,
  rate_limited: 429,
  limit_reached: 402,
  unavailable: 503,
};

const BRAND = Symbol.for("concord.AppError");

/** A refusal: a code for programs and one sentence for people that says what, where and how to mend it. Anything else thrown is a bug. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    details: { fields?: readonly FieldError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.fields = details.fields ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get status(): number {
    return STATUS[this.code];
  }

  /** The server's bundles for pages and for routes hold a copy of this class each, and what one throws the other may catch. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && BRAND in value;
  }
}

/** The one refusal for what is not there and for what one may not see. */
export function notFound(what: string): AppError {
  return new AppError("not_found", `${what} was not found. It may have been removed, or this account may not see it.`);
}
