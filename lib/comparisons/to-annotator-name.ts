import type { AnnotatorName } from "./types";

/** The columns that `toAnnotatorName` wants. */
export const annotatorSelect = {
  id: true,
  name: true,
  kind: true,
  judgeVersion: { select: { version: true, judge: { select: { id: true, name: true } } } },
} as const;

interface AnnotatorRow {
  id: string;
  name: string;
  kind: AnnotatorName["kind"];
  judgeVersion: { version: number; judge: { id: string; name: string } } | null;
}

/** An annotator as pages name it. */
export function toAnnotatorName({ judgeVersion, ...annotator }: AnnotatorRow): AnnotatorName {
  return { ...annotator, judge: judgeVersion ? { ...judgeVersion.judge, version: judgeVersion.version } : null };
}
