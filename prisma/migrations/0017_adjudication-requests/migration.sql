-- CreateTable
CREATE TABLE "AdjudicationRequest" (
    "comparisonId" UUID NOT NULL,
    "criterionId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AdjudicationRequest_pkey" PRIMARY KEY ("comparisonId","criterionId")
);

-- CreateIndex
CREATE INDEX "AdjudicationRequest_projectId_criterionId_idx" ON "AdjudicationRequest"("projectId", "criterionId");
