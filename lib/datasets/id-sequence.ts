import { randomFillSync } from "node:crypto";

const POOL_BYTES = 8 * 1024;

/**
 * Makes UUIDv7 in strictly rising order, so that the rows of a file keep their order by id. Twelve bits behind the milliseconds count
 * within one; when they run out the time goes on ahead of the clock (RFC 9562, 6.2, methods 1 and 4).
 */
export function createIdSequence(now: () => number = Date.now): () => string {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  let time = 0;
  let counter = 0;
  return () => {
    const clock = now();
    if (clock > time) {
      time = clock;
      counter = 0;
    } else if (++counter > 0xfff) {
      time++;
      counter = 0;
    }
    if (used + 8 > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    pool[used] = 0x80 | ((pool[used] ?? 0) & 0x3f);
    const random = pool.toString("hex", used, used + 8);
    used += 8;
    const stamp = time.toString(16).padStart(12, "0");
    return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${random.slice(0, 4)}-${random.slice(4)}`;
  };
}
