-- DropIndex
DROP INDEX "JudgeAttempt_runId_outcome_idx";

-- AlterTable
ALTER TABLE "JudgeRun" ADD COLUMN     "settledAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "JudgeAttempt_runId_outcome_createdAt_idx" ON "JudgeAttempt"("runId", "outcome", "createdAt");
