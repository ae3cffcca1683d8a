/** What can go wrong with an outbound request before a whole answer is there. */
export type OutboundErrorKind =
  | "bad_url"
  | "refused_address"
  | "dns"
  | "connection"
  | "tls"
  | "timeout"
  | "too_large"
  | "bad_encoding"
  | "aborted";

/** A request that got no whole answer, with a sentence for people. */
export class OutboundError extends Error {
  override readonly name = "OutboundError";
  readonly kind: OutboundErrorKind;

  constructor(kind: OutboundErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }
}
