import { parentPort } from "node:worker_threads";
import { convertMarkdown } from "./pipeline";
import type { MarkdownOptions } from "./types";

/** One text to convert, one at a time; the answer goes back as it is. */
export interface RenderRequest {
  source: string;
  options: MarkdownOptions;
}

parentPort?.on("message", ({ source, options }: RenderRequest) => {
  parentPort?.postMessage(convertMarkdown(source, options));
});
parentPort?.postMessage("ready");
