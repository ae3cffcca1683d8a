-- AlterTable
ALTER TABLE "JudgeRun" ADD COLUMN     "excludedExamples" INTEGER NOT NULL DEFAULT 0;
