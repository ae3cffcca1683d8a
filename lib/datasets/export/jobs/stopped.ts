/** Ends the writing of an export that was cancelled, or that another server has taken over. */
export class ExportStopped extends Error {
  override readonly name = "ExportStopped";

  constructor() {
    super("The export was stopped.");
  }
}
