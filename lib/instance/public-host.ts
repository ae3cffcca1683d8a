import "server-only";
import { env } from "@/lib/env";

/** The host's name and port by which people reach this instance: "labels.example.org". */
export function publicHost(): string {
  return new URL(env().url).host;
}

/** The full address of a path, for a link that is handed to someone. */
export function publicUrl(path: string): string {
  return `${env().url}${path}`;
}
