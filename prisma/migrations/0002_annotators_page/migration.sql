-- CreateEnum
CREATE TYPE "RoundKind" AS ENUM ('LABELLING', 'TRAINING');

-- CreateEnum
CREATE TYPE "Dealing" AS ENUM ('PLANNED', 'ON_DEMAND');

-- AlterEnum
ALTER TYPE "RoundState" ADD VALUE 'PAUSED';

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "erasedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "adjudication" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "labelling" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "dealing" "Dealing" NOT NULL DEFAULT 'PLANNED',
ADD COLUMN     "kind" "RoundKind" NOT NULL DEFAULT 'LABELLING',
ADD COLUMN     "labelling" JSONB,
ADD COLUMN     "passMark" DOUBLE PRECISION,
ADD COLUMN     "perPersonLimit" INTEGER,
ADD COLUMN     "reservationMinutes" INTEGER,
ADD COLUMN     "trainingRoundId" UUID;

-- AlterTable
ALTER TABLE "RoundMember" ADD COLUMN     "group" TEXT,
ADD COLUMN     "limit" INTEGER;

-- AlterTable
ALTER TABLE "Label" ADD COLUMN     "hiddenMs" INTEGER,
ADD COLUMN     "isExtra" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "ratings" JSONB;

-- AlterTable
ALTER TABLE "Adjudication" ADD COLUMN     "wantsSecond" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Consent" (
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "textHash" TEXT NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("projectId","userId","textHash")
);

-- CreateTable
CREATE TABLE "GuidelineReading" (
    "guidelineVersionId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GuidelineReading_pkey" PRIMARY KEY ("guidelineVersionId","userId")
);

-- CreateTable
CREATE TABLE "Question" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "comparisonId" UUID NOT NULL,
    "roundId" UUID,
    "annotatorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer" TEXT,
    "answeredById" UUID,
    "answeredAt" TIMESTAMPTZ(3),
    "seenAt" TIMESTAMPTZ(3),

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Question_projectId_answeredAt_idx" ON "Question"("projectId", "answeredAt");

-- CreateIndex
CREATE INDEX "Question_annotatorId_idx" ON "Question"("annotatorId");

-- AddForeignKey
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "GuidelineReading" ADD CONSTRAINT "GuidelineReading_guidelineVersionId_fkey" FOREIGN KEY ("guidelineVersionId") REFERENCES "GuidelineVersion"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
