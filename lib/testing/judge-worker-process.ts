import { startJudgeWorker, stopJudgeWorker } from "@/lib/judges/runs/judge-worker";

// A judge worker in a process of its own, for tests that kill it: `node --conditions=react-server --import tsx lib/testing/judge-worker-process.ts`.
startJudgeWorker();
process.stdout.write("started\n");
setInterval(() => undefined, 1_000);
process.once("SIGTERM", () => void stopJudgeWorker().finally(() => process.exit(0)));
