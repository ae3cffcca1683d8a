// Numbers and times as text for people. Minus is U+2212, thousands are grouped by commas, a per cent sign stands off by a space that no line breaks at.

const counts = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** A whole number: "1,140". */
export function formatCount(value: number | bigint): string {
  return withMinus(counts.format(value));
}

/** A number with a fixed number of decimals: "0.74", "−0.05". */
export function formatNumber(value: number, decimals = 2): string {
  const text = new Intl.NumberFormat("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  return withMinus(/^-[0.,]*$/.test(text) ? text.slice(1) : text);
}

/** A share in [0, 1]: "67 %". */
export function formatPercent(share: number, decimals = 0): string {
  return `${formatNumber(share * 100, decimals)}\u00A0%`;
}

/** An interval: "[0.71, 0.77]". */
export function formatInterval(low: number, high: number, decimals = 2): string {
  return `[${formatNumber(low, decimals)}, ${formatNumber(high, decimals)}]`;
}

/** A number and the word for what is counted: "1 comparison", "1,140 comparisons". The plural is the word with an s unless given. */
export function formatQuantity(value: number | bigint, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 || value === 1n ? one : many}`;
}

/** A round by its number, and by its name where that says more: "Round 2, second half", "Round 2". */
export function formatRound(number: number, name: string): string {
  return isNamedByNumber(number, name) ? `Round ${number}` : `Round ${number}, ${name}`;
}

/** Whether a round's name only repeats its number. */
export function isNamedByNumber(number: number, name: string): boolean {
  return name.trim().toLowerCase() === `round ${number}`;
}

/** A size in bytes, in powers of 1000: "2.4 MB". */
export function formatBytes(bytes: number | bigint): string {
  let value = Number(bytes);
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${formatNumber(value, unit === 0 || value >= 99.5 ? 0 : 1)} ${UNITS[unit]}`;
}

/** Seconds as people say them: "40 s", "3 min", "2 h 5 min", "3 days". */
export function formatDuration(seconds: number): string {
  if (seconds < 90) return `${formatCount(Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  if (minutes < 48 * 60) return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${formatCount(Math.round(minutes / 1440))} days`;
}

/** Millionths of a dollar: "$0.41"; under a cent with four decimals. */
export function formatMicroDollars(micro: number | bigint): string {
  const dollars = Number(micro) / 1_000_000;
  return `$${formatNumber(dollars, dollars !== 0 && Math.abs(dollars) < 0.01 ? 4 : 2)}`;
}

/** A day without its year, in UTC: "25 Nov". */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(day));
}

/** A day: "12 Nov 2025". The day is UTC's unless a time zone is named. */
export function formatDate(date: Date | string, timeZone = "UTC"): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone }).format(new Date(date));
}

/** A day and the time to the minute: "12 Nov 2025, 18:36". See `formatDate` for the zone. */
export function formatDateTime(date: Date | string, timeZone = "UTC"): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(new Date(date));
}

function withMinus(text: string): string {
  return text.replace("-", "\u2212");
}
