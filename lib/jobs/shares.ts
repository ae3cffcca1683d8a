import "server-only";
import { inTransaction } from "@/lib/db/in-transaction";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";

const RENEW_MS = 1_000;
/** A share that was not renewed for so long is void, here as in the eyes of the other servers. */
const VOID_SECONDS = 3;

/** What a share is of. */
export interface ShareOptions {
  /** Of all servers together. */
  limit: () => number;
  /** What this server has open: never given up before it ends. */
  inUse: () => number;
  /** Called when there may be more room than before. */
  onRoom: () => void;
}

/** This process's part of a limit that all servers keep together. */
export interface Share {
  /** What may be open here, right now. */
  slots(): number;
  release(): void;
}

interface Held extends ShareOptions {
  slots: number;
  renewedAt: number;
}

declare global {
  var concordShares: { workerId: string; held: Map<string, Held>; timer: NodeJS.Timeout | null; renewing: boolean } | undefined;
}

/** One table a process, however often the code is loaded. */
function state() {
  globalThis.concordShares ??= { workerId: newId(), held: new Map(), timer: null, renewing: false };
  return globalThis.concordShares;
}

/**
 * Takes part in keeping a limit over all servers, until it is released. Servers that want the same have equal parts of it. What they hold
 * together never passes the limit: a part grows only by what the others have given up in the database, and is given up once its calls have
 * ended. A server that dies gives back its part within seconds.
 *
 * @param key - A UUID that names the limit, such as a run's or an endpoint's id.
 */
export function holdShare(key: string, options: ShareOptions): Share {
  const { held } = state();
  const mine: Held = { ...options, slots: 0, renewedAt: 0 };
  held.set(key, mine);
  startTimer();
  void renew();
  return {
    slots: () => (performance.now() - mine.renewedAt < VOID_SECONDS * 1_000 ? Math.min(mine.slots, options.limit()) : 0),
    release: () => {
      if (held.get(key) === mine) held.delete(key);
      void giveUp(key);
    },
  };
}

function startTimer(): void {
  const own = state();
  own.timer ??= setInterval(() => void renew(), RENEW_MS).unref();
}

async function giveUp(key: string): Promise<void> {
  const own = state();
  if (own.held.size === 0 && own.timer !== null) {
    clearInterval(own.timer);
    own.timer = null;
  }
  if (own.held.has(key)) return;
  await pool()
    .query(`delete from "WorkerShare" where key = $1 and "workerId" = $2`, [key, own.workerId])
    // Not given back, it is void within seconds.
    .catch(() => undefined);
}

async function renew(): Promise<void> {
  const own = state();
  if (own.renewing || own.held.size === 0) return;
  own.renewing = true;
  const before = [...own.held].map(([key, share]) => ({ key, share, limit: share.limit(), inUse: share.inUse() }));
  const asked = performance.now();
  try {
    const slots = await renewAll(own.workerId, before);
    for (const { key, share } of before) {
      share.slots = slots.get(key) ?? 0;
      share.renewedAt = asked;
      share.onRoom();
    }
  } catch (err) {
    log().error({ err }, "the shares of limits were not renewed");
  } finally {
    own.renewing = false;
  }
  // Somebody came while this one was under way.
  if ([...own.held.values()].some((share) => share.renewedAt === 0) && before.length < own.held.size) await renew();
}

async function renewAll(
  workerId: string,
  wants: readonly { key: string; limit: number; inUse: number }[],
): Promise<Map<string, number>> {
  const sorted = [...wants].sort((one, other) => (one.key < other.key ? -1 : 1));
  const keys = sorted.map(({ key }) => key);
  return inTransaction(async (client) => {
    // In the order of their keys, so that servers with several limits in common never wait for each other in a circle.
    await client.query({
      name: "share-lock",
      text: `select pg_advisory_xact_lock(hashtextextended('share:' || key, 0)) from unnest($1::text[]) as key`,
      values: [keys],
    });
    const { rows } = await client.query<{ key: string; slots: number }>({
      name: "share-renew",
      text: RENEW,
      values: [workerId, keys, sorted.map(({ limit }) => limit), sorted.map(({ inUse }) => inUse), VOID_SECONDS],
    });
    return new Map(rows.map(({ key, slots }) => [key, slots]));
  });
}

// What is stored is what the others must leave alone: never less than what is open here. What may be begun is the part itself.
const RENEW = `
  with wanted as (
    select * from unnest($2::uuid[], $3::int[], $4::int[]) as w(key, lim, used)
  ), others as (
    select w.key, coalesce(sum(s.slots), 0)::int as taken, count(s.key)::int as servers
    from wanted w left join "WorkerShare" s
      on s.key = w.key and s."workerId" <> $1 and s."seenAt" > clock_timestamp() - make_interval(secs => $5)
    group by w.key
  ), parts as (
    select w.key, w.used, greatest(0, least(ceil(w.lim / (o.servers + 1.0))::int, w.lim - o.taken)) as part
    from wanted w join others o on o.key = w.key
  ), void as (
    delete from "WorkerShare" where key = any($2) and "workerId" <> $1 and "seenAt" <= clock_timestamp() - make_interval(secs => $5)
  ), stored as (
    insert into "WorkerShare" (key, "workerId", slots, "seenAt")
    select key, $1, greatest(part, used), clock_timestamp() from parts
    on conflict (key, "workerId") do update set slots = excluded.slots, "seenAt" = excluded."seenAt"
  )
  select key::text, part as slots from parts`;
