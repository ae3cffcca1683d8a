import { holdShare } from "@/lib/jobs/shares";

// A server that wants a part of a limit, in a process of its own, for tests that kill it: KEY LIMIT.
const [key = "", limit = "1"] = process.argv.slice(2);
const share = holdShare(key, {
  limit: () => Number(limit),
  inUse: () => 0,
  onRoom: () => process.stdout.write(`${share.slots()}\n`),
});
setInterval(() => undefined, 1_000);
