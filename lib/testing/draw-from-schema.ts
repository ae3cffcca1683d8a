/** The part of JSON Schema that the API's document uses. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  default?: unknown;
}

/** Texts that programs send and that have broken programs before. */
const TEXTS = [
  "",
  "a",
  "héllo wörld",
  "0",
  "-1",
  "null",
  "\u0000",
  "\ud800",
  "' or 1=1 --",
  "%00",
  "../..",
  "{}",
  "x".repeat(3000),
  "🙂",
];
const NUMBERS = [0, 1, -1, 2, 4, 0.5, 1e9, 2 ** 53, -(2 ** 31), 1e308];

/** Draws values from a schema: mostly fitting, and where `spoil` says so, not. */
export class SchemaDraw {
  /** How often a field that may be left out is there. */
  optional = 0.4;

  constructor(
    private readonly random: () => number,
    private readonly definitions: Readonly<Record<string, JsonSchema>>,
    /** Values that make requests reach something: ids of what is there, by a field's name. */
    private readonly known: Readonly<Record<string, readonly unknown[]>>,
  ) {}

  /** One of a list. */
  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.random() * from.length)];
    if (picked === undefined && from.length === 0) throw new Error("nothing to pick from");
    return picked as T;
  }

  /** Whether something with that probability happens. */
  happens(probability: number): boolean {
    return this.random() < probability;
  }

  /** @param spoil - The probability that a value is replaced by anything at all. */
  value(schema: JsonSchema, spoil: number, name = "", depth = 0): unknown {
    if (this.happens(spoil)) return this.anything(depth);
    const known = this.known[name];
    if (known && this.happens(0.8)) return this.pick(known);
    if (schema.$ref) return this.value(this.definitions[schema.$ref.split("/").at(-1) ?? ""] ?? {}, spoil, name, depth);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.pick(schema.enum);
    const some = schema.anyOf ?? schema.oneOf;
    if (some) return this.value(this.pick(some), spoil, name, depth);
    return this.ofType(schema, spoil, name, depth);
  }

  private ofType(schema: JsonSchema, spoil: number, name: string, depth: number): unknown {
    const type = Array.isArray(schema.type) ? this.pick(schema.type) : schema.type;
    if (type === "object") return this.object(schema, spoil, depth);
    if (type === "array") {
      if (schema.prefixItems) return schema.prefixItems.map((each) => this.value(each, spoil, "", depth + 1));
      const count = Math.max(schema.minItems ?? 0, Math.floor(this.random() * 3));
      return Array.from({ length: count }, () => this.value(schema.items ?? {}, spoil, "", depth + 1));
    }
    if (type === "integer" || type === "number") return this.number(schema, type === "integer");
    if (type === "boolean") return this.happens(0.5);
    if (type === "null") return null;
    if (type === "string") return this.text(schema, name);
    return this.anything(depth);
  }

  private object(schema: JsonSchema, spoil: number, depth: number): Record<string, unknown> {
    const drawn: Record<string, unknown> = {};
    for (const [name, each] of Object.entries(schema.properties ?? {})) {
      const isNeeded = schema.required?.includes(name) === true;
      if (this.happens(isNeeded ? 1 - spoil / 2 : depth > 3 ? this.optional / 8 : this.optional))
        drawn[name] = this.value(each, spoil, name, depth + 1);
    }
    if (this.happens(spoil)) drawn[this.pick(["__proto__x", "unknown", "where", "constructor"])] = this.anything(depth);
    return drawn;
  }

  private number({ minimum = -10, maximum = 1000 }: JsonSchema, isWhole: boolean): number {
    const low = Math.max(minimum, -1e6);
    const high = Math.min(maximum, Math.max(low + 1, 1e6));
    const drawn = low + this.random() * (high - low);
    return isWhole ? Math.round(drawn) : drawn;
  }

  private text({ format, pattern, minLength = 0, maxLength = 20 }: JsonSchema, name: string): string {
    if (format === "uuid" || pattern?.includes("[0-9a-f]{12}")) return `0198c0de-0000-7000-8000-${this.hex(12)}`;
    if (format === "date-time") return "2026-05-01T10:00:00Z";
    const text = this.pick(["a", "word", "Two words", name || "x", "42"]);
    return text.padEnd(minLength, "x").slice(0, Math.max(maxLength, minLength));
  }

  private hex(length: number): string {
    return Array.from({ length }, () => Math.floor(this.random() * 16).toString(16)).join("");
  }

  private anything(depth: number): unknown {
    const kind = Math.floor(this.random() * (depth > 3 ? 4 : 6));
    if (kind === 0) return this.pick(TEXTS);
    if (kind === 1) return this.pick(NUMBERS);
    if (kind === 2) return this.happens(0.5);
    if (kind === 3) return null;
    if (kind === 4) return [this.anything(depth + 1)];
    return { [this.pick(["not", "contains", "id", "x"])]: this.anything(depth + 1) };
  }
}
