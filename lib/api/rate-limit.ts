import "server-only";
import { AppError } from "@/lib/errors";

/** What is left of an allowance, and when that was worked out. */
interface Bucket {
  left: number;
  at: number;
}

const MOST_BUCKETS = 10_000;

/** A limit on how often each of many callers may do something: so many at once, filled up evenly over a minute. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly perMinute: number) {}

  /**
   * Counts one request of a caller.
   *
   * @param now - Milliseconds.
   * @throws AppError `rate_limited` with the seconds to wait.
   */
  take(caller: string, now: number = Date.now()): void {
    const bucket = this.buckets.get(caller) ?? { left: this.perMinute, at: now };
    const left = Math.min(this.perMinute, bucket.left + (Math.max(0, now - bucket.at) * this.perMinute) / 60_000);
    this.buckets.delete(caller);
    this.buckets.set(caller, { left: left < 1 ? left : left - 1, at: now });
    if (this.buckets.size > MOST_BUCKETS) this.forgetOldest();
    if (left >= 1) return;
    const seconds = Math.max(1, Math.ceil(((1 - left) * 60) / this.perMinute));
    throw new AppError(
      "rate_limited",
      `More than ${this.perMinute} requests in a minute came with this key. Go on in ${seconds} seconds; many rows go in one request as NDJSON.`,
      { retryAfterSeconds: seconds },
    );
  }

  // Entries stand in the order of their last use.
  private forgetOldest(): void {
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
