import { startRevisionWorker } from "@/lib/revisions/runs/revision-worker";

// A worker of revision chains in a process of its own, for tests that kill it: `node --conditions=react-server --import tsx
// lib/testing/revision-worker-process.ts`.
startRevisionWorker();
process.stdout.write("started\n");
setInterval(() => undefined, 1_000);
