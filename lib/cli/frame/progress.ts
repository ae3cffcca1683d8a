import type { Writable } from "node:stream";

/** Shows how far long work is. */
export interface Progress {
  /** @param total - Null while it is not known. `detail` is appended: "2.1 MB/s". */
  update(done: number, total: number | null, detail?: string): void;
  /** Removes the bar, or prints the last line. */
  end(): void;
}

const BAR_MS = 100;
const LINE_MS = 3000;
const WIDTH = 24;

/** A bar that redraws itself on a terminal; elsewhere a line every three seconds, so that a log stays readable. */
export function createProgress(stderr: Writable & { isTTY?: boolean; columns?: number }, label: string, unit: string): Progress {
  const isTerminal = stderr.isTTY === true;
  const startedAt = performance.now();
  let last = startedAt;
  let shown = "";
  return {
    update: (done, total, detail = "") => {
      const now = performance.now();
      const text = format({ label, unit, done, total, detail, seconds: (now - startedAt) / 1000 }, isTerminal);
      if (now - last < (isTerminal ? BAR_MS : LINE_MS)) {
        shown = text;
        return;
      }
      last = now;
      shown = "";
      stderr.write(isTerminal ? `\r${text.slice(0, (stderr.columns ?? 80) - 1)}\u001b[K` : `${text}\n`);
    },
    end: () => {
      if (isTerminal) stderr.write("\r\u001b[K");
      else if (shown && performance.now() - startedAt > LINE_MS) stderr.write(`${shown}\n`);
    },
  };
}

interface State {
  label: string;
  unit: string;
  done: number;
  total: number | null;
  detail: string;
  seconds: number;
}

function format({ label, unit, done, total, detail, seconds }: State, withBar: boolean): string {
  const share = total ? Math.min(1, done / total) : null;
  const filled = Math.round((share ?? 0) * WIDTH);
  const bar = withBar && share !== null ? `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}` : "";
  const count = total ? `${done.toLocaleString("en")} of ${total.toLocaleString("en")}` : done.toLocaleString("en");
  const rate = seconds > 1 && done > 0 ? `${Math.round(done / seconds).toLocaleString("en")}/s` : "";
  const left = share !== null && share > 0.01 && seconds > 2 ? `${formatSeconds((seconds * (1 - share)) / share)} left` : "";
  return [label, bar, `${count} ${unit}`.trim(), rate, left, detail].filter(Boolean).join("  ");
}

function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
