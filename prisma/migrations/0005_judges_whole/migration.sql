-- CreateEnum
CREATE TYPE "ReviewState" AS ENUM ('WAITING', 'ACCEPTED', 'EDITED', 'REJECTED');

-- AlterEnum
ALTER TYPE "RevisionStepKind" ADD VALUE 'RESPONSE';

-- DropIndex
DROP INDEX "RevisionStep_projectId_responseId_revision_idx";

-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "capMicroDollars" BIGINT,
ADD COLUMN     "dailyCapMicroDollars" BIGINT,
ADD COLUMN     "hourlyRateMicroDollars" BIGINT;

-- AlterTable
ALTER TABLE "Endpoint" ADD COLUMN     "capabilities" JSONB,
ADD COLUMN     "maxConcurrency" INTEGER,
ADD COLUMN     "requestsPerMinute" INTEGER,
ADD COLUMN     "testedAt" TIMESTAMPTZ(3),
ADD COLUMN     "tokensPerMinute" INTEGER;

-- AlterTable
ALTER TABLE "JudgeVersion" ADD COLUMN     "clonedFromId" UUID;

-- AlterTable
ALTER TABLE "JudgeRun" ADD COLUMN     "capCalls" INTEGER,
ADD COLUMN     "isBatch" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "RevisionStep" DROP COLUMN "judgeVersionId",
DROP COLUMN "promptId",
DROP COLUMN "responseId",
ADD COLUMN     "chainId" UUID NOT NULL,
ADD COLUMN     "editedText" TEXT,
ADD COLUMN     "finishReason" TEXT,
ADD COLUMN     "promptHash" TEXT NOT NULL,
ADD COLUMN     "review" "ReviewState" NOT NULL DEFAULT 'WAITING',
ADD COLUMN     "reviewedAt" TIMESTAMPTZ(3),
ADD COLUMN     "reviewedById" UUID;

-- CreateTable
CREATE TABLE "ModelPrice" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "endpointId" UUID,
    "model" TEXT NOT NULL,
    "inputMicroDollarsPerMillion" BIGINT NOT NULL,
    "outputMicroDollarsPerMillion" BIGINT NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ModelPrice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RevisionRun" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "endpointId" UUID NOT NULL,
    "constitutionVersionId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL,
    "state" "RunState" NOT NULL DEFAULT 'RUNNING',
    "pauseReason" TEXT,
    "concurrency" INTEGER NOT NULL,
    "capMicroDollars" BIGINT,
    "capCalls" INTEGER,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RevisionRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RevisionChain" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "promptId" UUID NOT NULL,
    "responseId" UUID,
    "state" "TaskState" NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseUntil" TIMESTAMPTZ(3),
    "leaseToken" UUID,
    "errorKind" TEXT,
    "errorMessage" TEXT,

    CONSTRAINT "RevisionChain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RevisionAttempt" (
    "id" UUID NOT NULL,
    "chainId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "httpStatus" INTEGER,
    "message" TEXT,
    "tokensIn" INTEGER,
    "tokensOut" INTEGER,
    "costMicroDollars" BIGINT,
    "latencyMs" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RevisionAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ModelPrice_projectId_model_validFrom_idx" ON "ModelPrice"("projectId", "model", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "RevisionRun_projectId_name_key" ON "RevisionRun"("projectId", "name");

-- CreateIndex
CREATE INDEX "RevisionChain_runId_state_notBefore_idx" ON "RevisionChain"("runId", "state", "notBefore");

-- CreateIndex
CREATE UNIQUE INDEX "RevisionChain_runId_place_key" ON "RevisionChain"("runId", "place");

-- CreateIndex
CREATE INDEX "RevisionAttempt_chainId_idx" ON "RevisionAttempt"("chainId");

-- CreateIndex
CREATE INDEX "RevisionStep_projectId_createdAt_idx" ON "RevisionStep"("projectId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "RevisionStep_chainId_revision_kind_key" ON "RevisionStep"("chainId", "revision", "kind");

-- AddForeignKey
ALTER TABLE "ModelPrice" ADD CONSTRAINT "ModelPrice_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ModelPrice" ADD CONSTRAINT "ModelPrice_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "Endpoint"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RevisionRun" ADD CONSTRAINT "RevisionRun_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RevisionRun" ADD CONSTRAINT "RevisionRun_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "Endpoint"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RevisionRun" ADD CONSTRAINT "RevisionRun_constitutionVersionId_fkey" FOREIGN KEY ("constitutionVersionId") REFERENCES "ConstitutionVersion"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RevisionChain" ADD CONSTRAINT "RevisionChain_runId_fkey" FOREIGN KEY ("runId") REFERENCES "RevisionRun"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RevisionStep" ADD CONSTRAINT "RevisionStep_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RevisionStep" ADD CONSTRAINT "RevisionStep_chainId_fkey" FOREIGN KEY ("chainId") REFERENCES "RevisionChain"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RevisionAttempt" ADD CONSTRAINT "RevisionAttempt_chainId_fkey" FOREIGN KEY ("chainId") REFERENCES "RevisionChain"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
