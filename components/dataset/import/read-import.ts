import type { ImportEvent, ImportProgress, ImportReport } from "@/lib/datasets/schema";

/**
 * Reads the lines that an import tells until its report.
 *
 * @throws Error with the sentence that the import ended with, or one that says that it broke off.
 */
export async function readImport(response: Response, onProgress: (progress: ImportProgress) => void): Promise<ImportReport> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  while (reader) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = `${rest}${value}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      // Our own route's lines: the handler and this reader share the type.
      const event = JSON.parse(line) as ImportEvent;
      if (event.kind === "report") return event.report;
      if (event.kind === "error") throw new Error(event.message);
      onProgress(event);
    }
  }
  throw new Error(
    "The answer broke off before the import was done. Look at the dataset, and import the file again if it is not there.",
  );
}
