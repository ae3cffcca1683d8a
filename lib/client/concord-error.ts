/** Why an instance refused a request, from its `application/problem+json`. */
export class ConcordError extends Error {
  override readonly name = "ConcordError";

  private constructor(
    message: string,
    readonly status: number,
    /** "not_found", "conflict" …; "unknown" where the answer was not the instance's. */
    readonly code: string,
    readonly errors: readonly { path: string; message: string; row?: number }[],
    readonly retryAfterSeconds: number | null,
  ) {
    super(message);
  }

  /** Whether the same request may be answered otherwise a little later. */
  get mayTryAgain(): boolean {
    return this.status === 429 || this.status >= 502 || (this.status === 409 && this.retryAfterSeconds !== null);
  }

  /** The error that an answer tells of. */
  static async of(answer: Response): Promise<ConcordError> {
    const seconds = Number(answer.headers.get("retry-after") ?? Number.NaN);
    const problem = await answer.json().catch(() => null);
    const { title, code, errors } = problem ?? {};
    return new ConcordError(
      typeof title === "string" ? title : `The server answered ${answer.status}.`,
      answer.status,
      typeof code === "string" ? code : "unknown",
      Array.isArray(errors) ? errors : [],
      Number.isFinite(seconds) ? seconds : null,
    );
  }
}
