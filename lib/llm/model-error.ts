import type { OutboundErrorKind } from "@/lib/net/outbound-error";

/** Why a call to a model brought no answer. */
export type ModelErrorKind =
  | OutboundErrorKind
  | "unauthorized"
  | "payment_required"
  | "forbidden"
  | "not_found"
  | "bad_request"
  | "rate_limited"
  | "server_error"
  | "redirect"
  | "not_json"
  | "bad_shape"
  | "empty";

/** Another try may bring an answer. */
const RETRYABLE: ReadonlySet<ModelErrorKind> = new Set<ModelErrorKind>([
  "rate_limited",
  "server_error",
  "timeout",
  "connection",
  "dns",
  "tls",
  "not_json",
  "bad_shape",
  "empty",
  "bad_encoding",
]);

/** No call of the run can succeed before somebody mends something. */
const HOPELESS: ReadonlySet<ModelErrorKind> = new Set<ModelErrorKind>([
  "unauthorized",
  "payment_required",
  "forbidden",
  "not_found",
  "redirect",
  "refused_address",
  "bad_url",
]);

/** The tokens of a call as its endpoint counted them; null where it did not say. */
export interface TokenUsage {
  tokensIn: number | null;
  tokensOut: number | null;
}

/** A call that brought no answer: its kind for programs, a sentence for people, and the endpoint's own words apart from it. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly kind: ModelErrorKind;
  readonly httpStatus: number | null;
  /** From the endpoint's Retry-After, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** What the endpoint wrote, shortened, without the key. Only for those who may see the endpoint. */
  readonly endpointText: string | null;
  /** The endpoint took the request and left this part of it undone. */
  readonly ignored: "candidates" | null;
  /** The tokens that the endpoint counted although no answer came of them: they are charged for all the same. */
  readonly usage: TokenUsage;

  constructor(
    kind: ModelErrorKind,
    message: string,
    details: {
      httpStatus?: number | null;
      retryAfterMs?: number | null;
      endpointText?: string | null;
      ignored?: "candidates" | null;
      usage?: TokenUsage;
      cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.httpStatus = details.httpStatus ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.endpointText = details.endpointText ?? null;
    this.ignored = details.ignored ?? null;
    this.usage = details.usage ?? { tokensIn: null, tokensOut: null };
  }

  get isRetryable(): boolean {
    return RETRYABLE.has(this.kind);
  }

  get isHopeless(): boolean {
    return HOPELESS.has(this.kind);
  }
}
