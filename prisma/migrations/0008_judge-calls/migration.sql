-- AlterTable
ALTER TABLE "JudgeCall" ADD COLUMN     "score" DOUBLE PRECISION;

-- CreateIndex
CREATE INDEX "JudgeTask_runId_comparisonId_idx" ON "JudgeTask"("runId", "comparisonId");
