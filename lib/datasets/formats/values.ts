import { isObject } from "@/lib/datasets/source/parse-json-row";
import { scanJson } from "@/lib/datasets/source/scan-json";

/** A number, or a text that is one (CSV has only texts); null for anything else. */
export function toNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** True or false, or a text or number that says so; null for anything else. */
export function toBoolean(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  const text = String(value).trim().toLowerCase();
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  return null;
}

/** A list, or a text that holds one as JSON; null for anything else. */
export function toList(value: unknown): unknown[] | null {
  const found = fromJson(value, "[");
  return Array.isArray(found) ? found : null;
}

/** An object with fields, or a text that holds one as JSON; null for anything else. */
export function toObject(value: unknown): Record<string, unknown> | null {
  const found = fromJson(value, "{");
  return isObject(found) ? found : null;
}

function fromJson(value: unknown, begins: string): unknown {
  if (typeof value !== "string" || !value.trimStart().startsWith(begins)) return value;
  const scanned = scanJson(value);
  if (!scanned.ok) return null;
  try {
    return JSON.parse(scanned.text);
  } catch {
    return null;
  }
}

/** The columns that a format has no place for, as metadata; undefined without any. */
export function otherColumns(row: Record<string, unknown>, known: ReadonlySet<string>): { metadata?: Record<string, unknown> } {
  const others = Object.entries(row).filter(([column, value]) => !known.has(column) && value !== null && value !== undefined);
  return others.length === 0 ? {} : { metadata: Object.fromEntries(others) };
}

/** A name that a record may carry, or nothing. */
export function toName(value: unknown, most = 200): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const name = String(value).trim();
  return name === "" ? undefined : name.slice(0, most);
}
