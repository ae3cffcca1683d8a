import "server-only";
import { holdShare, type Share } from "@/lib/jobs/shares";
import { log } from "@/lib/log";
import { type RateLimits, takeFromBudget } from "./endpoint-budget";
import { readHold, storeHold } from "./endpoint-hold";
import { ModelError } from "./model-error";
import { createPace, type PaceOutcome } from "./pace";

/** Limits of an endpoint over all servers. */
export interface GateLimits extends RateLimits {
  maxConcurrency: number | null;
}

const NO_LIMITS: GateLimits = { maxConcurrency: null, requestsPerMinute: null, tokensPerMinute: null };
/** Permits are fetched ahead, a second's worth at most. */
const MOST_PERMITS = 32;
const IDLE_MS = 5_000;
const AFTER_ERROR_MS = 1_000;
/** So long a server may go on calling after another was asked to wait. */
const HOLD_READ_MS = 1_000;
/** A hold that ends little later than the one that is stored is not worth a write. */
const HOLD_STEP_MS = 250;

declare global {
  var concordGates: Map<string, EndpointGate> | undefined;
}

/** The gate of an endpoint: one a process, however often the code is loaded. */
export function gateOf(endpointId: string): EndpointGate {
  globalThis.concordGates ??= new Map();
  const known = globalThis.concordGates.get(endpointId) ?? new EndpointGate(endpointId);
  globalThis.concordGates.set(endpointId, known);
  return known;
}

/** How a call ended, for the pace: an overloaded server wants fewer calls as much as one that counts them. */
export function toPaceOutcome(error: ModelError | null): PaceOutcome {
  if (error === null) return { kind: "answered" };
  const isBusy = error.kind === "rate_limited" || error.httpStatus === 503 || error.httpStatus === 529;
  return isBusy ? { kind: "busy", retryAfterMs: error.retryAfterMs } : { kind: "other" };
}

/** The one way to an endpoint for all calls of this process: its pace, its limits, and the waits that it asks for. */
export class EndpointGate {
  private readonly pace = createPace();
  private readonly listeners = new Set<() => void>();
  private limits = NO_LIMITS;
  private share: Share | null = null;
  private idle: NodeJS.Timeout | null = null;
  private open = 0;
  private permits = 0;
  /** What a permit was fetched for, in tokens. */
  private expected = 1_000;
  /** Tokens that calls took beyond that, to be paid when permits are fetched again. */
  private owed = 0;
  private isAsking = false;
  private askNotBefore = 0;
  /** What the endpoint asked another server, in milliseconds since 1970. */
  private heldElsewhere = 0;
  private holdTold = 0;
  /** Null before the first reading: until then nobody knows whether calls are taken. */
  private holdReadAt: number | null = null;
  private isReadingHold = false;

  constructor(private readonly endpointId: string) {}

  setLimits(next: GateLimits): void {
    const { requestsPerMinute, tokensPerMinute } = this.limits;
    if (next.requestsPerMinute !== requestsPerMinute || next.tokensPerMinute !== tokensPerMinute) this.permits = 0;
    this.limits = next;
  }

  /**
   * Lets one call through, if one may go now. Whoever is let through must leave.
   *
   * @param tokens - What the call is expected to take.
   */
  tryEnter(tokens: number): boolean {
    this.stayAwake();
    if (this.open >= Math.min(this.slots(), this.pace.window())) return false;
    this.keepHoldFresh();
    if (this.holdReadAt === null) return false;
    const wait = Math.max(this.pace.notBefore(), this.heldElsewhere) - Date.now();
    if (wait > 0) {
      this.announceIn(wait);
      return false;
    }
    if (this.isRated() && !this.takePermit(tokens)) return false;
    this.open++;
    return true;
  }

  /** Waits to be let through. @throws ModelError `aborted`. */
  async enter(tokens: number, signal?: AbortSignal): Promise<void> {
    while (!this.tryEnter(tokens)) {
      if (signal?.aborted) throw new ModelError("aborted", "The call was given up before it was made.");
      await new Promise<void>((settle) => {
        const done = (): void => {
          off();
          signal?.removeEventListener("abort", done);
          settle();
        };
        const off = this.onRoom(done);
        signal?.addEventListener("abort", done, { once: true });
      });
    }
  }

  /** @param tokens - What the call was expected to take, and what it took; null when the endpoint did not say. */
  leave(outcome: PaceOutcome, tokens: { expected: number; taken: number | null }): void {
    this.pace.note(outcome, this.open);
    if (outcome.kind === "busy" && outcome.retryAfterMs !== null) this.tellHold();
    this.open--;
    // What was refused took no tokens.
    if (this.isRated()) this.owed += (tokens.taken ?? (outcome.kind === "busy" ? 0 : tokens.expected)) - tokens.expected;
    this.announce();
  }

  /** Calls back whenever there may be room again, until the returned function is called. */
  onRoom(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private slots(): number {
    const most = this.limits.maxConcurrency;
    if (most === null) return Number.POSITIVE_INFINITY;
    this.share ??= holdShare(this.endpointId, {
      limit: () => this.limits.maxConcurrency ?? most,
      inUse: () => this.open,
      onRoom: () => this.announce(),
    });
    return this.share.slots();
  }

  /** An endpoint that nobody calls for a while leaves its part to the other servers. */
  private stayAwake(): void {
    if (this.idle) clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      if (this.open > 0) return this.stayAwake();
      this.share?.release();
      this.share = null;
      this.holdReadAt = null;
    }, IDLE_MS).unref();
  }

  private isRated(): boolean {
    return this.limits.requestsPerMinute !== null || this.limits.tokensPerMinute !== null;
  }

  private takePermit(tokens: number): boolean {
    if (this.permits < 1) {
      if (!this.isAsking) this.expected = Math.max(1, tokens);
      this.ask();
      return false;
    }
    this.permits--;
    this.owed += tokens - this.expected;
    return true;
  }

  private ask(): void {
    if (this.isAsking || Date.now() < this.askNotBefore) return;
    this.isAsking = true;
    void this.fetchPermits().finally(() => {
      this.isAsking = false;
      if (this.permits > 0) this.announce();
    });
  }

  private async fetchPermits(): Promise<void> {
    const paid = this.owed;
    const wish = { endpointId: this.endpointId, requests: MOST_PERMITS, tokensEach: this.expected, tokensOwed: paid };
    try {
      const { granted, waitMs } = await takeFromBudget({ ...wish, ...this.limits });
      this.owed -= paid;
      this.permits += granted;
      if (granted === 0) this.askIn(waitMs);
    } catch (err) {
      log().error({ err }, "an endpoint's budget could not be asked");
      this.askIn(AFTER_ERROR_MS);
    }
  }

  /** What the endpoint asked of this server holds for all of them, and for this one after a restart. */
  private tellHold(): void {
    const until = this.pace.notBefore();
    if (until < this.holdTold + HOLD_STEP_MS) return;
    this.holdTold = until;
    storeHold(this.endpointId, until - Date.now()).catch((err: unknown) => {
      log().error({ err }, "an endpoint's wait could not be stored for other servers");
    });
  }

  private keepHoldFresh(): void {
    if (this.isReadingHold || (this.holdReadAt !== null && performance.now() - this.holdReadAt < HOLD_READ_MS)) return;
    const isFirst = this.holdReadAt === null;
    this.isReadingHold = true;
    void this.readHold().finally(() => {
      this.isReadingHold = false;
      this.holdReadAt = performance.now();
      if (isFirst) this.announce();
    });
  }

  private async readHold(): Promise<void> {
    try {
      const ms = await readHold(this.endpointId);
      this.heldElsewhere = ms > 0 ? Date.now() + ms : 0;
    } catch (err) {
      log().error({ err }, "an endpoint's wait could not be read");
    }
  }

  private askIn(ms: number): void {
    this.askNotBefore = Date.now() + ms;
    this.announceIn(ms);
  }

  private announceIn(ms: number): void {
    setTimeout(() => this.announce(), ms + 1).unref();
  }

  private announce(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
