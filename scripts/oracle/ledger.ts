import fs from "node:fs";

/** One decision of a scripted annotator, as it was about to be sent. */
export interface Intent {
  kind: "intent";
  eventId: string;
  /** Which label: assignment and criterion. */
  label: string;
  /** Null: the answer is taken back. */
  press: { side: "LEFT" | "RIGHT"; level: number } | null;
}

/** The server's word that a decision is stored. */
export interface Ack {
  kind: "ack";
  eventId: string;
  status: "stored" | "known";
}

/** A refusal, which no scripted annotator deserves. */
export interface Refused {
  kind: "refused";
  eventId: string;
  message: string;
}

export type Entry = Intent | Ack | Refused;

/** What one annotator meant and was promised, on the disk before anything goes on. */
export class Ledger {
  private readonly file: number;

  constructor(path: string) {
    this.file = fs.openSync(path, "a");
  }

  /** Returns only when the lines are on the disk. */
  write(entries: readonly Entry[]): void {
    fs.writeSync(this.file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    fs.fsyncSync(this.file);
  }

  close(): void {
    fs.closeSync(this.file);
  }
}

/** Everything in a ledger, in its order. */
export function readLedger(path: string): Entry[] {
  return fs
    .readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry);
}
