import "server-only";

const CHECK_MILLISECONDS = 1000;

/**
 * Ends this server when the launcher that started it is gone, killed without a chance to stop it: a server left alone would hold the port and keep
 * the next start from working.
 */
export function followLauncher(): void {
  if (process.env.CONCORD_LAUNCHED !== "1") return;
  const launcher = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== launcher) process.exit(1);
  }, CHECK_MILLISECONDS);
  timer.unref();
}
