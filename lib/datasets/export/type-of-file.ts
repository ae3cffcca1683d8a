const TYPES: readonly (readonly [ending: string, type: string])[] = [
  [".gz", "application/gzip"],
  [".parquet", "application/vnd.apache.parquet"],
  [".csv", "text/csv; charset=utf-8"],
  [".tsv", "text/tab-separated-values; charset=utf-8"],
  [".json", "application/json"],
];

/** The media type of an exported file, by its name. */
export function typeOfFile(name: string): string {
  return TYPES.find(([ending]) => name.endsWith(ending))?.[1] ?? "application/x-ndjson";
}
