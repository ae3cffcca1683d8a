import { type ColumnMap, MAPPED_FIELDS, type MappedFieldName, missingFields } from "@/lib/datasets/mapping-schema";
import { type ComparisonRecord, type LabelRecord, RECORD_ANSWERS } from "@/lib/datasets/record";
import type { TableFormatName } from "@/lib/datasets/schema";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse, toId, toText } from "./format";
import { readPrompt } from "./messages";
import { models, toChosenPair, toLabel } from "./pair";
import { readPreference } from "./preference-words";
import { otherColumns, toBoolean, toList, toName, toNumber, toObject } from "./values";

const TITLES: Record<TableFormatName, string> = {
  csv: "CSV: a comparison or a label a row, by the columns below",
  tsv: "TSV: a comparison or a label a row, by the columns below",
  json: "JSON: a list of rows, by the columns below",
  jsonl: "JSON Lines: a row a line, by the columns below",
  parquet: "Parquet: a comparison or a label a row, by the columns below",
};

/** A table of any columns, read by a mapping of them to fields. Rows of one comparison bring one label each. */
export function createMapped(name: TableFormatName, map: ColumnMap): ImportFormat {
  const used = new Set(Object.values(map));
  const titles = new Map<string, string>(MAPPED_FIELDS.map(({ field, title }) => [field, title]));
  return {
    name,
    title: TITLES[name],
    recognises: () => missingFields(map).length === 0,
    parse: (row, context) => new MappedRow(row, map, used, context).parse(),
    describeColumn: (column): ColumnUse => {
      const field = Object.entries(map).find(([, from]) => from === column)?.[0];
      if (field === undefined) return { becomes: `Metadata “${column}”`, how: "kept as a filter" };
      return { becomes: titles.get(field) ?? field, how: "mapped" };
    },
  };
}

class MappedRow {
  private readonly notices: string[] = [];

  constructor(
    private readonly row: Record<string, unknown>,
    private readonly map: ColumnMap,
    private readonly used: ReadonlySet<string>,
    private readonly context: ParseContext,
  ) {}

  parse(): ParsedPart {
    const missing = missingFields(this.map);
    if (missing.length > 0)
      return refuse(
        missing.join(", "),
        "No column is mapped to it.",
        `Map one: ${missing.map((field) => `${field}=COLUMN`).join(", ")}.`,
      );
    const prompt = this.map.prompt === undefined ? [] : readPrompt(this.value("prompt") ?? undefined);
    if (prompt === null)
      return refuse(
        this.column("prompt"),
        "It is missing, or neither a text nor a conversation.",
        "Write a text, or messages with role and content.",
      );
    const isPair = "responseA" in this.map && "responseB" in this.map;
    const first = this.text(isPair ? "responseA" : "chosen");
    const second = this.text(isPair ? "responseB" : "rejected");
    if (typeof first !== "string") return first;
    if (typeof second !== "string") return second;
    const more = this.details();
    if ("kind" in more) return more;
    const label = this.label();
    if (label !== null && "kind" in label && label.kind === "refused") return label;
    if (!isPair) {
      const { score: _score, ...details } = (label as LabelRecord | null) ?? {};
      return toChosenPair(
        { prompt, chosen: first, rejected: second, more, label: details, column: this.column("chosen") },
        this.context,
        this.notices,
      );
    }
    const record: ComparisonRecord = {
      prompt,
      responseA: first,
      responseB: second,
      ...models(this.name("modelA", 300), this.name("modelB", 300)),
      ...more,
    };
    // What was refused was returned above.
    if (label !== null) record.labels = [label as LabelRecord];
    return checked(record, this.notices, [this.labelColumn()]);
  }

  /** The value of a field; an empty text counts as none, but where a text may be empty. */
  private value(field: MappedFieldName): unknown {
    const column = this.map[field];
    return column === undefined ? undefined : this.row[column];
  }

  private filled(field: MappedFieldName): unknown {
    const value = this.value(field);
    return value === null || value === "" ? undefined : value;
  }

  private column(field: MappedFieldName): string {
    return this.map[field] ?? field;
  }

  private name(field: MappedFieldName, most: number): string | undefined {
    return toName(this.filled(field), most);
  }

  private text(field: MappedFieldName): string | ParsedPart {
    const text = toText(this.value(field), this.column(field), this.notices);
    return text ?? refuse(this.column(field), "It is missing or no text.", "Write it as a text; an empty one is allowed.");
  }

  private details(): Partial<ComparisonRecord> | Extract<ParsedPart, { kind: "refused" }> {
    const more: Partial<ComparisonRecord> = {};
    const id = toId(this.filled("id"));
    if (id !== null) more.id = id;
    const cluster = this.name("cluster", 512);
    if (cluster !== undefined) more.cluster = cluster;
    const turn = this.filled("turnIndex");
    if (turn !== undefined) {
      const number = toNumber(turn);
      if (number === null || !Number.isInteger(number) || number < 1)
        return refused(this.column("turnIndex"), "It is no whole number from 1.", "Number the turns from 1.");
      more.turnIndex = number;
    }
    const flags = this.filled("flags");
    if (flags !== undefined) {
      const list = toList(flags)?.filter((flag) => typeof flag === "string");
      if (!list) return refused(this.column("flags"), "It is no JSON list of texts.", 'Write ["…"].');
      if (list.length > 0) more.flags = list;
    }
    const others = otherColumns(this.row, this.used).metadata;
    const filled = others && Object.fromEntries(Object.entries(others).filter(([, value]) => value !== ""));
    const given = this.filled("metadata");
    const metadata = given === undefined ? {} : toObject(given);
    if (metadata === null) return refused(this.column("metadata"), "It is no JSON object.", 'Write { "field": value }.');
    const all = { ...metadata, ...filled };
    if (Object.keys(all).length > 0) more.metadata = all;
    return more;
  }

  private labelColumn(): string {
    const field = (["score", "preference", "probabilityB", "answer"] as const).find((each) => this.filled(each) !== undefined);
    return field === undefined ? "" : this.column(field);
  }

  /** The row's label; null where it has none. */
  private label(): LabelRecord | ParsedPart | null {
    const judgement = this.judgement();
    if (judgement === null || "problems" in judgement) return judgement;
    const label: Record<string, unknown> = { ...toLabel(this.context, {}), ...judgement };
    const details = this.filled("details");
    if (details !== undefined) {
      const more = toObject(details);
      if (more === null)
        return refuse(this.column("details"), "It is no JSON object.", "Write what Concord wrote there, or leave it empty.");
      for (const [key, value] of Object.entries(more)) label[key] = value;
    }
    const annotator = this.name("annotator", 200);
    if (annotator !== undefined) label.annotator = annotator;
    const kind = this.filled("kind");
    if (kind !== undefined) label.kind = String(kind).toUpperCase();
    else if (label.probabilityB !== undefined) label.kind = "AI";
    for (const field of ["criterion", "rationale", "reason", "submittedAt", "round"] as const) {
      const value = this.filled(field);
      if (value !== undefined) label[field] = String(value);
    }
    for (const field of ["confidence", "durationMs", "repeat"] as const) {
      const value = this.filled(field);
      if (value !== undefined) label[field] = toNumber(value) ?? value;
    }
    const known = toBoolean(this.filled("strengthKnown"));
    if (known !== null && label.score !== undefined && label.score !== 0) label.strengthKnown = known;
    // Its fields are checked with the whole record.
    return label as unknown as LabelRecord;
  }

  private judgement(): Partial<LabelRecord> | Extract<ParsedPart, { kind: "refused" }> | null {
    const answer = this.filled("answer");
    const said = RECORD_ANSWERS.find((each) => each === String(answer ?? "").toLowerCase());
    if (said !== undefined) return { answer: said, ...this.probability() };
    if (answer !== undefined && String(answer).toLowerCase() !== "preference" && this.filled("score") === undefined) {
      return refused(
        this.column("answer"),
        `The answer is ${JSON.stringify(answer)}.`,
        `Write one of ${RECORD_ANSWERS.join(", ")}.`,
      );
    }
    const score = this.filled("score");
    if (score !== undefined) {
      const number = toNumber(score);
      if (number === null)
        return refused(this.column("score"), `The score is ${JSON.stringify(score)}.`, "Write a whole number from −4 to 4.");
      return { score: number, ...this.probability() };
    }
    const preference = this.filled("preference");
    if (preference !== undefined) {
      const read = readPreference(preference);
      if (read === null)
        return refused(
          this.column("preference"),
          `The preference is ${JSON.stringify(preference)}.`,
          "Write A, B, tie, both_bad, skip or unsure. A bare 0 may mean a tie or the first response, so it is not taken.",
        );
      return { ...read, ...this.probability() };
    }
    const probability = this.probability();
    return Object.keys(probability).length > 0 ? probability : null;
  }

  private probability(): Pick<LabelRecord, "probabilityB"> {
    const value = toNumber(this.filled("probabilityB"));
    return value === null ? {} : { probabilityB: value };
  }
}

function refused(column: string, reason: string, mend: string): Extract<ParsedPart, { kind: "refused" }> {
  return { kind: "refused", problems: [{ column, reason, mend }] };
}
