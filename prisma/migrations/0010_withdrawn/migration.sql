-- By hand: few comparisons are withdrawn, and pages of rounds and datasets count their labels.
CREATE INDEX "Comparison_withdrawn_idx" ON "Comparison"("projectId") WHERE "withdrawnAt" IS NOT NULL;
