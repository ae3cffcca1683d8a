import { createHash } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";

/** Lets bytes through and remembers how many they were and their SHA-256. */
export class CountedBytes extends Transform {
  bytes = 0;
  private readonly hash = createHash("sha256");

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    done(null, chunk);
  }

  /** The SHA-256 of all that went through, in hexadecimal; once, at the end. */
  sha256(): string {
    return this.hash.digest("hex");
  }
}
