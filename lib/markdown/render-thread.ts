import type { Worker } from "node:worker_threads";
import { convertMarkdown } from "./pipeline";
import { plainHtml } from "./plain";
import type { RenderRequest } from "./render-worker";
import type { MarkdownOptions, SafeHtml } from "./types";

interface Job extends RenderRequest {
  resolve: (html: SafeHtml) => void;
}

export interface RenderThreadOptions {
  /** Milliseconds that one text may take before it is shown as plain text. */
  limitMs: number;
  /** Starts a thread that runs `render-worker.ts`. */
  start: () => Worker;
}

/**
 * Converts texts in a thread of their own, one after another, so that a long text holds up no request and a hostile one can be stopped:
 * past the limit the thread is ended, the text comes back plain, and the next text gets a new thread. Where a thread cannot be started at
 * all, texts are converted in the caller's thread.
 */
export class RenderThread {
  readonly #options: RenderThreadOptions;
  readonly #waiting: Job[] = [];
  #worker: Worker | null = null;
  #isReady = false;
  #cannotStart = false;
  #current: Job | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RenderThreadOptions) {
    this.#options = options;
  }

  /** Never rejects. */
  convert(source: string, options: MarkdownOptions): Promise<SafeHtml> {
    return new Promise((resolve) => {
      this.#waiting.push({ source, options, resolve });
      this.#next();
    });
  }

  /** Ends the thread; texts that wait are converted by a new one. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#forget();
    await worker?.terminate();
  }

  #next(): void {
    if (this.#current !== null) return;
    if (this.#cannotStart) {
      for (const job of this.#waiting.splice(0)) job.resolve(convertMarkdown(job.source, job.options));
      return;
    }
    if (this.#waiting.length === 0) return;
    if (this.#worker === null) this.#start();
    if (!this.#isReady) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#current = job;
    this.#worker?.ref();
    this.#timer = setTimeout(() => this.#giveUp(), this.#options.limitMs);
    this.#worker?.postMessage({ source: job.source, options: job.options } satisfies RenderRequest);
  }

  #start(): void {
    const worker = this.#options.start();
    this.#worker = worker;
    worker.on("message", (message: unknown) => {
      if (this.#worker !== worker) return;
      if (message === "ready") this.#isReady = true;
      // The worker sends back what `convertMarkdown` made, and strings lose their brand on the way.
      else this.#finish(message as SafeHtml);
      this.#next();
    });
    worker.on("error", () => this.#broken(worker));
    worker.on("exit", () => this.#broken(worker));
  }

  #finish(html: SafeHtml): void {
    clearTimeout(this.#timer);
    this.#current?.resolve(html);
    this.#current = null;
    // An idle thread does not keep a program alive.
    this.#worker?.unref();
  }

  #giveUp(): void {
    const { source } = this.#current ?? { source: "" };
    void this.#worker?.terminate();
    this.#finish(plainHtml(source, "slow"));
    this.#forget();
    this.#next();
  }

  #broken(worker: Worker): void {
    if (this.#worker !== worker) return;
    // Ended before it could say "ready": there is no thread to be had here.
    this.#cannotStart = !this.#isReady;
    if (this.#current !== null) this.#finish(plainHtml(this.#current.source, "broken"));
    this.#forget();
    this.#next();
  }

  #forget(): void {
    this.#worker = null;
    this.#isReady = false;
  }
}
