import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { holdShare, type Share } from "@/lib/jobs/shares";
import { readAnswer } from "@/lib/judges/read-score";
import { claimTasks, closeRun, type LeasedTask, type RunningRun, releaseTasks } from "@/lib/judges/runs/claim-tasks";
import { toRequest, whatItRefuses } from "@/lib/judges/runs/dialect";
import { finishFailed } from "@/lib/judges/runs/finish-failed";
import type { RunFacts } from "@/lib/judges/runs/run-facts";
import { ask, toModelError } from "@/lib/judges/runs/work-task";
import { type EndpointGate, gateOf, toPaceOutcome } from "@/lib/llm/endpoint-gate";
import { expectedTokens } from "@/lib/llm/expected-tokens";
import { ModelError } from "@/lib/llm/model-error";
import type { Completion, CompletionRequest } from "@/lib/llm/types";
import { log } from "@/lib/log";
import { createLabelQueue, type LabelQueue, labelLeftovers } from "./label-queue";
import { type PreparedTask, prepareTasks } from "./prepare-tasks";
import { type AnsweredTask, storeTurn } from "./store-turn";

/** Statements of one run under way at once: while one commits, the next gathers. */
const LANES = 2;
const AFTER_ERROR_MS = 1_000;
const LONGEST_REST_MS = 1_000;

interface OpenCall {
  task: LeasedTask;
  control: AbortController;
  /** What it is expected to take. */
  tokens: number;
}

/**
 * The calls of one run in this process: leases tasks ahead of need, sends their calls as the run's share and the endpoint's gate let them, and
 * stores what comes in turns (`storeTurn`). A call holds its place until its outcome is stored.
 */
export class RunEngine {
  private readonly gate: EndpointGate;
  private readonly labels: LabelQueue;
  private readonly share: Share;
  private readonly offGate: () => void;
  /** Sent, or about to be, and not stored yet; by the ids of their tasks. */
  private readonly open = new Map<string, OpenCall>();
  private buffer: PreparedTask[] = [];
  private answers: AnsweredTask[] = [];
  private turns = 0;
  private isClaiming = false;
  private claimNotBefore = 0;
  private isStopping = false;
  private readonly whenDone: (() => void)[] = [];

  constructor(
    private readonly facts: RunFacts,
    private run: RunningRun,
  ) {
    const pump = (): void => this.pump();
    this.gate = gateOf(facts.endpointId);
    this.gate.setLimits(run.limits);
    this.labels = createLabelQueue(facts);
    this.share = holdShare(facts.runId, {
      limit: () => this.run.concurrency,
      inUse: () => this.open.size,
      onRoom: pump,
    });
    this.offGate = this.gate.onRoom(pump);
  }

  /** Takes up a changed concurrency, cap or limit, and looks for work at once. */
  update(run: RunningRun): void {
    this.run = run;
    this.gate.setLimits(run.limits);
    this.claimNotBefore = 0;
    this.pump();
  }

  /** Leases to keep alive. */
  held(): LeasedTask[] {
    return [...[...this.open.values()].map(({ task }) => task), ...this.buffer.map(({ task }) => task)];
  }

  /** Nothing more will come of it: a call told that no other could succeed, and all that were open have ended. */
  isOver(): boolean {
    return this.isStopping && this.open.size === 0 && this.turns === 0;
  }

  /** Begins nothing more. Calls that are open end and are stored, or are given up when `abort` is set; settles then. */
  async stop(abort: boolean): Promise<void> {
    this.isStopping = true;
    await this.giveBack();
    if (abort) for (const { control } of this.open.values()) control.abort();
    if (!this.isOver()) await new Promise<void>((settle) => this.whenDone.push(settle));
    this.offGate();
    this.share.release();
    await this.labels.flush();
  }

  private pump(): void {
    if (this.isOver()) {
      for (const done of this.whenDone.splice(0)) done();
      return;
    }
    if (this.shouldClaim()) void this.claim();
    while (this.turns < LANES) {
      const begin = this.isStopping ? [] : this.takeNext();
      const stored = this.answers;
      if (stored.length === 0 && begin.length === 0) return;
      this.answers = [];
      this.turns++;
      void this.turn(stored, begin).finally(() => {
        this.turns--;
        this.pump();
      });
    }
  }

  /** Calls that may begin in the turn that stores the answers at hand: the places of those are free by it. */
  private takeNext(): PreparedTask[] {
    const next: PreparedTask[] = [];
    const free = this.share.slots() - (this.open.size - this.answers.length);
    while (next.length < free) {
      const [first] = this.buffer;
      if (!first) break;
      const tokens = expectedTokens(first.messages, this.facts.spec.maxTokens);
      if (!this.gate.tryEnter(tokens)) break;
      this.buffer.shift();
      next.push(first);
    }
    for (const { task, messages } of next) {
      const tokens = expectedTokens(messages, this.facts.spec.maxTokens);
      this.open.set(task.id, { task, control: new AbortController(), tokens });
    }
    return next;
  }

  private async turn(stored: AnsweredTask[], begin: PreparedTask[]): Promise<void> {
    try {
      const tasks = begin.map(({ task }) => task);
      const { ended, begun } = await storeTurn(this.facts, stored, tasks);
      for (const { task } of stored) {
        this.open.delete(task.id);
        if (ended.has(task.id)) this.onEnded(task);
      }
      for (const prepared of begin) {
        if (begun.has(prepared.task.id)) void this.send(prepared);
        else this.putBack(prepared);
      }
      // The last ones: the run may be over.
      if (this.open.size === 0 && this.buffer.length === 0) this.claimNotBefore = 0;
    } catch (err) {
      log().error({ err, runId: this.facts.runId }, "answers could not be stored yet");
      for (const prepared of begin) this.putBack(prepared);
      if (isUnstorable(err)) {
        await this.storeOneByOne(stored);
        return;
      }
      await sleep(AFTER_ERROR_MS, undefined, { ref: false });
      // An answer was paid for: it is stored when the database is back.
      this.answers.unshift(...stored);
    }
  }

  /** One answer that the database does not take must not keep the others out: it is a failed call. */
  private async storeOneByOne(stored: readonly AnsweredTask[]): Promise<void> {
    for (const answer of stored) {
      const { task, completion } = answer;
      try {
        const { ended } = await storeTurn(this.facts, [answer], []);
        if (ended.has(task.id)) this.onEnded(task);
        this.open.delete(task.id);
      } catch (err) {
        if (!isUnstorable(err)) {
          this.answers.push(answer);
          continue;
        }
        const error = new ModelError("bad_shape", "The endpoint's answer holds something that cannot be stored.", { cause: err });
        const failure = { error, latencyMs: completion.latencyMs, isDialect: false };
        await this.persistently(() => finishFailed(task, this.facts, failure));
        this.open.delete(task.id);
      }
    }
  }

  private onEnded(task: LeasedTask): void {
    if (task.step === "VERDICT") this.labels.add(task.comparisonId);
    else this.claimNotBefore = 0;
  }

  /** A call that may not be sent after all: its run was stopped, or its lease lost. */
  private putBack({ task }: PreparedTask): void {
    const call = this.open.get(task.id);
    if (!call) return;
    this.open.delete(task.id);
    this.gate.leave({ kind: "other" }, { expected: call.tokens, taken: 0 });
    void this.release([task]);
  }

  private async send(prepared: PreparedTask): Promise<void> {
    const { facts } = this;
    const { task } = prepared;
    const call = this.open.get(task.id);
    if (!call) return;
    const request = toRequest(facts, prepared.messages, task);
    const started = performance.now();
    try {
      const completion = await ask(facts, request, call.control.signal);
      this.gate.leave({ kind: "answered" }, { expected: call.tokens, taken: takenBy(completion) });
      const verdict = task.step === "VERDICT" ? readAnswer(completion, facts.spec) : null;
      this.answers.push({ task, completion, verdict, promptHash: prepared.promptHash });
    } catch (thrown) {
      await this.failed(call, request, toFailure(thrown), Math.round(performance.now() - started));
      this.open.delete(task.id);
    }
    this.pump();
  }

  private async failed(call: OpenCall, request: CompletionRequest, error: ModelError, latencyMs: number): Promise<void> {
    this.gate.leave(toPaceOutcome(error), { expected: call.tokens, taken: null });
    const failure = { error, latencyMs, isDialect: whatItRefuses(this.facts, request, error) };
    // No other call of the run can succeed: none is begun while this is being stored.
    if (error.isHopeless) this.isStopping = true;
    await this.persistently(() => finishFailed(call.task, this.facts, failure));
    if (error.isHopeless) await this.giveBack();
    this.claimNotBefore = 0;
  }

  /** A database that is away for a moment must not cost what is known of a call. */
  private async persistently(store: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await store();
      } catch (err) {
        log().error({ err, runId: this.facts.runId }, "a failed call could not be stored yet");
        await sleep(AFTER_ERROR_MS, undefined, { ref: false });
      }
    }
  }

  private shouldClaim(): boolean {
    if (this.isStopping || this.isClaiming || Date.now() < this.claimNotBefore) return false;
    return this.buffer.length <= Math.floor(this.ahead() / 2) && this.wanted() > 0;
  }

  /** Under a cap nothing is leased ahead, and what a call has cost is stored before the next one is leased. */
  private ahead(): number {
    return this.run.isCapped ? 0 : Math.ceil(this.share.slots() / 2);
  }

  private wanted(): number {
    const busy = this.open.size - (this.run.isCapped ? 0 : this.answers.length);
    return this.share.slots() + this.ahead() - busy - this.buffer.length;
  }

  private async claim(): Promise<void> {
    const { facts } = this;
    this.isClaiming = true;
    try {
      const claimed = await claimTasks(facts.runId, this.wanted());
      this.buffer.push(...(await prepareTasks(claimed.tasks, facts)));
      if (claimed.tasks.length === 0) this.rest(claimed.nextInMs);
      if (claimed.isEmpty && this.open.size === 0 && this.buffer.length === 0) await this.close();
    } catch (err) {
      log().error({ err, runId: facts.runId }, "no calls could be claimed");
      this.rest(AFTER_ERROR_MS);
    } finally {
      this.isClaiming = false;
    }
    if (this.isStopping) await this.giveBack();
    this.pump();
  }

  private rest(ms: number | null): void {
    const wait = Math.min(Math.max(ms ?? LONGEST_REST_MS, 5), LONGEST_REST_MS);
    this.claimNotBefore = Date.now() + wait;
    setTimeout(() => this.pump(), wait + 1).unref();
  }

  private async close(): Promise<void> {
    await this.labels.flush();
    await labelLeftovers(this.facts);
    await closeRun(this.facts.runId);
  }

  private async giveBack(): Promise<void> {
    const unsent = this.buffer;
    this.buffer = [];
    await this.release(unsent.map(({ task }) => task));
  }

  private async release(tasks: readonly LeasedTask[]): Promise<void> {
    await releaseTasks(tasks).catch((err: unknown) =>
      // They run out by themselves.
      log().error({ err, runId: this.facts.runId }, "leases were not given back"),
    );
  }
}

/** The database refused a value itself (class 22), whenever it would be asked again. */
function isUnstorable(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("22");
}

/** A bug is no failure of the endpoint: it is logged, and the call is given up and comes back. */
function toFailure(thrown: unknown): ModelError {
  try {
    return toModelError(thrown);
  } catch (err) {
    log().error({ err }, "a call ended with a bug");
    return new ModelError("aborted", "The call was given up.");
  }
}

function takenBy({ tokensIn, tokensOut }: Completion): number | null {
  return tokensIn === null ? null : tokensIn + (tokensOut ?? 0);
}
