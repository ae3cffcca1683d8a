/** Runs once when the server starts, never during a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { followLauncher } = await import("@/lib/instance/follow-launcher");
  followLauncher();
  const { startJudgeWorker } = await import("@/lib/judges/runs/judge-worker");
  startJudgeWorker();
  const { startRevisionWorker } = await import("@/lib/revisions/runs/revision-worker");
  startRevisionWorker();
  const { startExportWorker } = await import("@/lib/datasets/export/jobs/export-worker");
  startExportWorker();
  const { startImportWorker } = await import("@/lib/datasets/upload/import-worker");
  startImportWorker();
  const { startSweep } = await import("@/lib/rounds/places/start-sweep");
  startSweep();
}
