/** Builds unless the last build is newer than every source. Returns whether it built. */
export function ensureBuilt(options?: { force?: boolean }): boolean;
