import { ConcordError } from "./concord-error";
import type { ExportStatus, ImportResult, LabelAnswer, NewLabel, Page, ProjectEntry, Query, Report, RunProgress } from "./types";

/** How a client reaches an instance. */
export interface ConcordClientOptions {
  /** "https://concord.example.org". */
  url: string;
  /** An API key, made on the account page. */
  key: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  signal?: AbortSignal;
  /** How often a request is tried; 5 when left out. */
  tries?: number;
}

interface Send {
  method?: "GET" | "POST" | "PATCH";
  query?: Query | undefined;
  /** Made anew for each try, because a stream is read once. */
  body?: () => BodyInit;
  type?: string;
  accept?: string;
}

const LONGEST_WAIT_MS = 30_000;

/**
 * A client of Concord's HTTP API. Every write carries an id, so requests are tried again where an answer did not come, or said to wait, without
 * doing anything twice.
 */
export class ConcordClient {
  constructor(private readonly options: ConcordClientOptions) {}

  /** All projects that the key reads, page by page. */
  projects(): AsyncGenerator<ProjectEntry> {
    return this.pages<ProjectEntry>("projects");
  }

  /** A project's settings, scale, criteria and counts. */
  project(project: string): Promise<Report> {
    return this.json(path("projects", project));
  }

  /** "agreement", "rank", "leaderboard" or "aggregate" of a project. */
  report<T = Report>(project: string, name: "agreement" | "rank" | "leaderboard" | "aggregate", query?: Query): Promise<T> {
    return this.json<T>(path("projects", project, name), { query });
  }

  /** All comparisons as canonical lines, while they come. */
  comparisons(project: string): AsyncGenerator<string> {
    return this.lines(path("projects", project, "comparisons"));
  }

  /** All labels that a filter names, while they come. */
  async *labels(project: string, filter?: Query): AsyncGenerator<Report> {
    for await (const line of this.lines(path("projects", project, "labels"), filter)) yield JSON.parse(line);
  }

  /** Sends a file of comparisons. @param body - Opens the file; called again for each try. */
  importComparisons(project: string, id: string, body: () => BodyInit, query?: Query): Promise<ImportResult> {
    const type = "application/octet-stream";
    return this.json(path("projects", project, "comparisons"), { method: "POST", query: { ...query, id }, body, type });
  }

  /** Writes up to 1,000 labels for comparisons that are there. */
  async writeLabels(project: string, labels: readonly NewLabel[]): Promise<LabelAnswer[]> {
    const body = () => JSON.stringify({ labels });
    const { acknowledgements } = await this.json<{ acknowledgements: LabelAnswer[] }>(path("projects", project, "labels"), {
      method: "POST",
      body,
    });
    return acknowledgements;
  }

  /** Lets a judge label. @param run - Its `id` is the caller's. */
  startJudgeRun<T = RunProgress>(project: string, run: { id: string; judge: string } & Report): Promise<T> {
    return this.json(path("projects", project, "judge-runs"), { method: "POST", body: () => JSON.stringify(run) });
  }

  /** How far a run is. */
  judgeRun<T = RunProgress>(project: string, run: string): Promise<T> {
    return this.json(path("projects", project, "judge-runs", run));
  }

  /** Begins to write a dataset. */
  startExport(project: string, wish: { id: string; format: string } & Report): Promise<ExportStatus> {
    return this.json(path("projects", project, "exports"), { method: "POST", body: () => JSON.stringify(wish) });
  }

  /** How far an export is. */
  export(project: string, id: string): Promise<ExportStatus> {
    return this.json(path("projects", project, "exports", id));
  }

  /** The bytes of an export that is done. */
  async exportFile(project: string, id: string): Promise<AsyncIterable<Uint8Array>> {
    const { body } = await this.send(path("projects", project, "exports", id, "file"), { accept: "*/*" });
    return readBody(body);
  }

  private async *pages<T>(address: string, query?: Query): AsyncGenerator<T> {
    let after: string | undefined;
    do {
      const page: Page<T> = await this.json(address, { query: { ...query, after } });
      yield* page.data;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  private async *lines(address: string, query?: Query): AsyncGenerator<string> {
    const { body } = await this.send(address, { query, accept: "application/x-ndjson" });
    const decoder = new TextDecoder();
    let carried = "";
    for await (const chunk of readBody(body)) {
      const lines = (carried + decoder.decode(chunk, { stream: true })).split("\n");
      carried = lines.pop() ?? "";
      yield* lines;
    }
    if (carried !== "") yield carried;
  }

  private async json<T>(address: string, send: Send = {}): Promise<T> {
    return (await this.send(address, send)).json();
  }

  private async send(address: string, send: Send): Promise<Response> {
    const tries = this.options.tries ?? 5;
    for (let n = 1; ; n++) {
      let wait = Math.min(LONGEST_WAIT_MS, 250 * 2 ** n);
      try {
        const answer = await this.options.fetch(this.addressOf(address, send.query), this.toInit(send));
        if (answer.ok) return answer;
        const error = await ConcordError.of(answer);
        if (!error.mayTryAgain || n >= tries) throw error;
        wait = error.retryAfterSeconds === null ? wait : Math.min(LONGEST_WAIT_MS, error.retryAfterSeconds * 1000);
      } catch (error) {
        // What the server refused is final; an answer that did not come is asked for again.
        if (error instanceof ConcordError || this.options.signal?.aborted || n >= tries) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  private addressOf(address: string, query: Query = {}): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
    const text = parameters.toString();
    return `${this.options.url.replace(/\/+$/, "")}/api/v1/${address}${text === "" ? "" : `?${text}`}`;
  }

  private toInit({ method = "GET", body, type = "application/json", accept = "application/json" }: Send): RequestInit {
    const headers: Record<string, string> = { authorization: `Bearer ${this.options.key}`, accept };
    if (body) headers["content-type"] = type;
    // Node asks for `duplex` where a body is a stream; the DOM's types do not know it.
    const streamed: Record<string, unknown> = body ? { body: body(), duplex: "half" } : {};
    return { method, headers, redirect: "error", ...(this.options.signal ? { signal: this.options.signal } : {}), ...streamed };
  }
}

function path(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join("/");
}

async function* readBody(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value;
  } finally {
    await reader?.cancel();
  }
}
