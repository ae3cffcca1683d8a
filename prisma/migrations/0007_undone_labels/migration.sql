-- AlterTable
ALTER TABLE "LabelEvent" ADD COLUMN     "undoneXid" BIGINT;

-- By hand: few events take something back, and each reading of columns asks for those of one project.
CREATE INDEX "LabelEvent_undone_idx" ON "LabelEvent"("projectId", "undoneXid") WHERE "undoneXid" IS NOT NULL;
