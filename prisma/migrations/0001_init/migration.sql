-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AccessLinkKind" AS ENUM ('SETUP', 'RESET');

-- CreateEnum
CREATE TYPE "KeyScope" AS ENUM ('READ', 'WRITE');

-- CreateEnum
CREATE TYPE "Preset" AS ENUM ('HH_HELPFUL', 'HH_RED_TEAM', 'LLAMA2', 'ARENA', 'BINARY', 'CUSTOM');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('OWNER', 'RESEARCHER', 'ANNOTATOR');

-- CreateEnum
CREATE TYPE "Polarity" AS ENUM ('BETTER', 'WORSE');

-- CreateEnum
CREATE TYPE "AnnotatorKind" AS ENUM ('HUMAN', 'AI', 'BASELINE');

-- CreateEnum
CREATE TYPE "Origin" AS ENUM ('HERE', 'IMPORTED');

-- CreateEnum
CREATE TYPE "Provider" AS ENUM ('OPENAI_COMPATIBLE', 'OPENAI_COMPLETIONS', 'ANTHROPIC');

-- CreateEnum
CREATE TYPE "RunState" AS ENUM ('RUNNING', 'PAUSED', 'CANCELLED', 'DONE');

-- CreateEnum
CREATE TYPE "PromptOrder" AS ENUM ('AB', 'BA');

-- CreateEnum
CREATE TYPE "CallStep" AS ENUM ('VERDICT', 'RATIONALE');

-- CreateEnum
CREATE TYPE "TaskState" AS ENUM ('WAITING', 'LEASED', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "RevisionStepKind" AS ENUM ('CRITIQUE', 'REVISION');

-- CreateEnum
CREATE TYPE "RoundState" AS ENUM ('DRAFT', 'OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "RoundOrder" AS ENUM ('RANDOM', 'DATASET');

-- CreateEnum
CREATE TYPE "SelectionReason" AS ENUM ('ALL', 'RANDOM', 'ACTIVE', 'GOLD', 'REPEAT', 'SWAPPED_REPEAT', 'ADJUDICATION');

-- CreateEnum
CREATE TYPE "AssignmentState" AS ENUM ('OPEN', 'DONE', 'EXPIRED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "Answer" AS ENUM ('PREFERENCE', 'SKIP', 'UNSURE', 'BOTH_BAD', 'UNSETTLED', 'INVALID');

-- CreateEnum
CREATE TYPE "Side" AS ENUM ('LEFT', 'RIGHT');

-- CreateEnum
CREATE TYPE "LabelEventKind" AS ENUM ('SUBMIT', 'CHANGE', 'UNDO', 'IMPORT', 'JUDGE');

-- CreateEnum
CREATE TYPE "ExportState" AS ENUM ('RUNNING', 'DONE', 'FAILED');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL,
    "image" TEXT,
    "isOperator" BOOLEAN NOT NULL DEFAULT false,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessLink" (
    "id" UUID NOT NULL,
    "kind" "AccessLinkKind" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "userId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccessLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "scope" "KeyScope" NOT NULL,
    "projectIds" UUID[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Project" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "preset" "Preset" NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "mayAdjudicate" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "mayAdjudicate" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "tokenHash" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "acceptedById" UUID,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OperatorAccess" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OperatorAccess_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Criterion" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "polarity" "Polarity" NOT NULL DEFAULT 'BETTER',
    "position" INTEGER NOT NULL,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Criterion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScaleVersion" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "preset" "Preset" NOT NULL,
    "levelsPerSide" INTEGER NOT NULL,
    "allowsTie" BOOLEAN NOT NULL,
    "allowsBothBad" BOOLEAN NOT NULL,
    "levels" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ScaleVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GuidelineVersion" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "markdown" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GuidelineVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Constitution" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Constitution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConstitutionVersion" (
    "id" UUID NOT NULL,
    "constitutionId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "contentHash" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConstitutionVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Principle" (
    "id" UUID NOT NULL,
    "constitutionVersionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "preferenceText" TEXT NOT NULL,
    "critiqueRequest" TEXT NOT NULL,
    "revisionRequest" TEXT NOT NULL,
    "tags" TEXT[],
    "weight" DOUBLE PRECISION NOT NULL DEFAULT 1,

    CONSTRAINT "Principle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dataset" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "rows" INTEGER NOT NULL,
    "newCount" INTEGER NOT NULL,
    "duplicateCount" INTEGER NOT NULL,
    "labelsNew" INTEGER NOT NULL,
    "labelsDuplicate" INTEGER NOT NULL,
    "refusedCount" INTEGER NOT NULL,
    "refused" JSONB NOT NULL,
    "notices" JSONB NOT NULL DEFAULT '[]',
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Prompt" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "messages" JSONB NOT NULL,
    "contentHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Prompt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Response" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "model" TEXT,
    "contentHash" BYTEA NOT NULL,
    "length" INTEGER NOT NULL,
    "authorId" UUID,
    "editedFromId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Response_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Comparison" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "identityKey" TEXT NOT NULL,
    "externalId" TEXT,
    "contentHash" BYTEA NOT NULL,
    "promptId" UUID NOT NULL,
    "responseAId" UUID NOT NULL,
    "responseBId" UUID NOT NULL,
    "clusterKey" TEXT NOT NULL,
    "turnIndex" INTEGER,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "flags" TEXT[],
    "datasetId" UUID,
    "sourceRow" INTEGER,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawnFor" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Comparison_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Annotator" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "kind" "AnnotatorKind" NOT NULL,
    "origin" "Origin" NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "userId" UUID,
    "judgeVersionId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Annotator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Endpoint" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "provider" "Provider" NOT NULL DEFAULT 'OPENAI_COMPATIBLE',
    "baseUrl" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "keyCiphertext" BYTEA,
    "keyId" TEXT,
    "keyLast4" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Judge" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Judge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JudgeVersion" (
    "id" UUID NOT NULL,
    "judgeId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "endpointId" UUID NOT NULL,
    "constitutionVersionId" UUID,
    "model" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JudgeVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JudgeRun" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "judgeVersionId" UUID NOT NULL,
    "criterionId" UUID NOT NULL,
    "roundId" UUID,
    "sampling" JSONB NOT NULL,
    "state" "RunState" NOT NULL DEFAULT 'RUNNING',
    "pauseReason" TEXT,
    "concurrency" INTEGER NOT NULL,
    "capMicroDollars" BIGINT,
    "comparisons" INTEGER NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "JudgeRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JudgeTask" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "comparisonId" UUID NOT NULL,
    "order" "PromptOrder" NOT NULL,
    "principleId" UUID,
    "sampleIndex" INTEGER NOT NULL DEFAULT 0,
    "step" "CallStep" NOT NULL DEFAULT 'VERDICT',
    "state" "TaskState" NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseUntil" TIMESTAMPTZ(3),
    "leaseToken" UUID,
    "errorKind" TEXT,
    "errorMessage" TEXT,

    CONSTRAINT "JudgeTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JudgeCall" (
    "comparisonId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "judgeVersionId" UUID NOT NULL,
    "criterionId" UUID NOT NULL,
    "runId" UUID,
    "order" "PromptOrder" NOT NULL,
    "principleId" UUID,
    "sampleIndex" INTEGER NOT NULL DEFAULT 0,
    "step" "CallStep" NOT NULL DEFAULT 'VERDICT',
    "promptHash" TEXT NOT NULL,
    "rawText" TEXT NOT NULL,
    "finishReason" TEXT,
    "logprobs" JSONB,
    "probabilityFirst" DOUBLE PRECISION,
    "coverage" DOUBLE PRECISION,
    "method" TEXT NOT NULL,
    "modelReported" TEXT,
    "tokensIn" INTEGER,
    "tokensOut" INTEGER,
    "costMicroDollars" BIGINT,
    "latencyMs" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JudgeCall_pkey" PRIMARY KEY ("comparisonId","id")
);

-- CreateTable
CREATE TABLE "JudgeAttempt" (
    "comparisonId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "httpStatus" INTEGER,
    "message" TEXT,
    "tokensIn" INTEGER,
    "tokensOut" INTEGER,
    "costMicroDollars" BIGINT,
    "latencyMs" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JudgeAttempt_pkey" PRIMARY KEY ("comparisonId","id")
);

-- CreateTable
CREATE TABLE "RevisionStep" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "judgeVersionId" UUID NOT NULL,
    "promptId" UUID NOT NULL,
    "responseId" UUID NOT NULL,
    "principleId" UUID,
    "kind" "RevisionStepKind" NOT NULL,
    "revision" INTEGER NOT NULL,
    "rawText" TEXT NOT NULL,
    "resultResponseId" UUID,
    "tokensIn" INTEGER,
    "tokensOut" INTEGER,
    "costMicroDollars" BIGINT,
    "latencyMs" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RevisionStep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Round" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" "RoundState" NOT NULL DEFAULT 'DRAFT',
    "scaleVersionId" UUID NOT NULL,
    "guidelineVersionId" UUID,
    "constitutionVersionId" UUID,
    "overlap" INTEGER NOT NULL,
    "sampling" JSONB NOT NULL,
    "order" "RoundOrder" NOT NULL,
    "seed" INTEGER NOT NULL,
    "goldShare" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "repeatShare" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "openedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoundCriterion" (
    "roundId" UUID NOT NULL,
    "criterionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "required" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "RoundCriterion_pkey" PRIMARY KEY ("roundId","criterionId")
);

-- CreateTable
CREATE TABLE "RoundMember" (
    "roundId" UUID NOT NULL,
    "annotatorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RoundMember_pkey" PRIMARY KEY ("roundId","annotatorId")
);

-- CreateTable
CREATE TABLE "RoundItem" (
    "comparisonId" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "selectionReason" "SelectionReason" NOT NULL,
    "inclusionProbability" DOUBLE PRECISION NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "RoundItem_pkey" PRIMARY KEY ("comparisonId","roundId")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "comparisonId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "annotatorId" UUID NOT NULL,
    "repeatIndex" INTEGER NOT NULL DEFAULT 0,
    "swapped" BOOLEAN NOT NULL,
    "position" INTEGER NOT NULL,
    "state" "AssignmentState" NOT NULL DEFAULT 'OPEN',
    "reservedUntil" TIMESTAMPTZ(3),
    "servedAt" TIMESTAMPTZ(3),
    "completedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("comparisonId","id")
);

-- CreateTable
CREATE TABLE "Label" (
    "comparisonId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "criterionId" UUID NOT NULL,
    "annotatorId" UUID NOT NULL,
    "roundId" UUID,
    "repeatIndex" INTEGER NOT NULL DEFAULT 0,
    "assignmentId" UUID,
    "answer" "Answer" NOT NULL,
    "score" SMALLINT,
    "probabilityB" DOUBLE PRECISION,
    "probabilityBClamped" DOUBLE PRECISION,
    "clickedSide" "Side",
    "clickedLevel" SMALLINT,
    "polarity" "Polarity",
    "presentedSwapped" BOOLEAN,
    "strengthKnown" BOOLEAN NOT NULL DEFAULT true,
    "scaleVersionId" UUID,
    "guidelineVersionId" UUID,
    "durationMs" INTEGER,
    "idleMs" INTEGER,
    "rationale" TEXT,
    "reason" TEXT,
    "confidence" SMALLINT,
    "orderConsistent" BOOLEAN,
    "callCount" INTEGER,
    "aggregation" JSONB,
    "metadata" JSONB,
    "datasetId" UUID,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,
    "writtenXid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "Label_pkey" PRIMARY KEY ("comparisonId","id")
);

-- CreateTable
CREATE TABLE "LabelEvent" (
    "comparisonId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "labelId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "annotatorId" UUID NOT NULL,
    "kind" "LabelEventKind" NOT NULL,
    "bodyHash" BYTEA NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "actorUserId" UUID,
    "clientTime" TIMESTAMPTZ(3),
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LabelEvent_pkey" PRIMARY KEY ("comparisonId","id")
);

-- CreateTable
CREATE TABLE "Adjudication" (
    "comparisonId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "criterionId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "answer" "Answer" NOT NULL,
    "score" SMALLINT,
    "rationale" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Adjudication_pkey" PRIMARY KEY ("comparisonId","id")
);

-- CreateTable
CREATE TABLE "GoldLabel" (
    "comparisonId" UUID NOT NULL,
    "criterionId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "answer" "Answer" NOT NULL,
    "score" SMALLINT,
    "explanation" TEXT NOT NULL DEFAULT '',
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GoldLabel_pkey" PRIMARY KEY ("comparisonId","criterionId")
);

-- CreateTable
CREATE TABLE "ComparisonFlag" (
    "comparisonId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "annotatorId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ComparisonFlag_pkey" PRIMARY KEY ("comparisonId","id")
);

-- CreateTable
CREATE TABLE "AggregationSpec" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AggregationSpec_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Export" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "state" "ExportState" NOT NULL DEFAULT 'RUNNING',
    "rows" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "manifest" JSONB,
    "error" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "position" BIGINT NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "actorUserId" UUID,
    "actorKind" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "projectId" UUID,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_providerId_accountId_key" ON "Account"("providerId", "accountId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_key_key" ON "RateLimit"("key");

-- CreateIndex
CREATE UNIQUE INDEX "AccessLink_tokenHash_key" ON "AccessLink"("tokenHash");

-- CreateIndex
CREATE INDEX "AccessLink_userId_idx" ON "AccessLink"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_keyHash_key" ON "ApiKey"("keyHash");

-- CreateIndex
CREATE INDEX "ApiKey_userId_idx" ON "ApiKey"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Project_slug_key" ON "Project"("slug");

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Member_projectId_userId_key" ON "Member"("projectId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_projectId_idx" ON "Invitation"("projectId");

-- CreateIndex
CREATE INDEX "OperatorAccess_userId_projectId_idx" ON "OperatorAccess"("userId", "projectId");

-- CreateIndex
CREATE UNIQUE INDEX "Criterion_projectId_key_key" ON "Criterion"("projectId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "ScaleVersion_projectId_version_key" ON "ScaleVersion"("projectId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "GuidelineVersion_projectId_version_key" ON "GuidelineVersion"("projectId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Constitution_projectId_name_key" ON "Constitution"("projectId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "ConstitutionVersion_constitutionId_version_key" ON "ConstitutionVersion"("constitutionId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Principle_constitutionVersionId_position_key" ON "Principle"("constitutionVersionId", "position");

-- CreateIndex
CREATE INDEX "Dataset_projectId_createdAt_idx" ON "Dataset"("projectId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Prompt_projectId_contentHash_key" ON "Prompt"("projectId", "contentHash");

-- CreateIndex
CREATE UNIQUE INDEX "Response_projectId_contentHash_key" ON "Response"("projectId", "contentHash");

-- CreateIndex
CREATE INDEX "Comparison_projectId_id_idx" ON "Comparison"("projectId", "id");

-- CreateIndex
CREATE INDEX "Comparison_datasetId_idx" ON "Comparison"("datasetId");

-- CreateIndex
CREATE UNIQUE INDEX "Comparison_projectId_identityKey_key" ON "Comparison"("projectId", "identityKey");

-- CreateIndex
CREATE UNIQUE INDEX "Annotator_judgeVersionId_key" ON "Annotator"("judgeVersionId");

-- CreateIndex
CREATE UNIQUE INDEX "Annotator_projectId_key_key" ON "Annotator"("projectId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Endpoint_projectId_name_key" ON "Endpoint"("projectId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Judge_projectId_name_key" ON "Judge"("projectId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "JudgeVersion_judgeId_version_key" ON "JudgeVersion"("judgeId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "JudgeVersion_judgeId_contentHash_key" ON "JudgeVersion"("judgeId", "contentHash");

-- CreateIndex
CREATE INDEX "JudgeRun_projectId_createdAt_idx" ON "JudgeRun"("projectId", "createdAt");

-- CreateIndex
CREATE INDEX "JudgeTask_runId_state_notBefore_idx" ON "JudgeTask"("runId", "state", "notBefore");

-- CreateIndex
CREATE INDEX "JudgeTask_state_leaseUntil_idx" ON "JudgeTask"("state", "leaseUntil");

-- CreateIndex
CREATE INDEX "JudgeCall_judgeVersionId_criterionId_idx" ON "JudgeCall"("judgeVersionId", "criterionId");

-- CreateIndex
CREATE INDEX "JudgeAttempt_runId_outcome_idx" ON "JudgeAttempt"("runId", "outcome");

-- CreateIndex
CREATE INDEX "RevisionStep_projectId_responseId_revision_idx" ON "RevisionStep"("projectId", "responseId", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "Round_projectId_number_key" ON "Round"("projectId", "number");

-- CreateIndex
CREATE INDEX "RoundItem_roundId_position_idx" ON "RoundItem"("roundId", "position");

-- CreateIndex
CREATE INDEX "Assignment_annotatorId_roundId_state_position_idx" ON "Assignment"("annotatorId", "roundId", "state", "position");

-- CreateIndex
CREATE INDEX "Assignment_roundId_state_idx" ON "Assignment"("roundId", "state");

-- CreateIndex
CREATE INDEX "Assignment_id_idx" ON "Assignment"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Assignment_comparisonId_roundId_annotatorId_repeatIndex_key" ON "Assignment"("comparisonId", "roundId", "annotatorId", "repeatIndex");

-- CreateIndex
CREATE INDEX "Label_projectId_writtenXid_idx" ON "Label"("projectId", "writtenXid");

-- CreateIndex
CREATE INDEX "Label_annotatorId_roundId_submittedAt_idx" ON "Label"("annotatorId", "roundId", "submittedAt");

-- CreateIndex
CREATE INDEX "LabelEvent_id_idx" ON "LabelEvent"("id");

-- CreateIndex
CREATE INDEX "LabelEvent_labelId_idx" ON "LabelEvent"("labelId");

-- CreateIndex
CREATE INDEX "Adjudication_projectId_criterionId_idx" ON "Adjudication"("projectId", "criterionId");

-- CreateIndex
CREATE INDEX "GoldLabel_projectId_idx" ON "GoldLabel"("projectId");

-- CreateIndex
CREATE INDEX "ComparisonFlag_projectId_idx" ON "ComparisonFlag"("projectId");

-- CreateIndex
CREATE UNIQUE INDEX "AggregationSpec_projectId_name_key" ON "AggregationSpec"("projectId", "name");

-- CreateIndex
CREATE INDEX "Export_projectId_createdAt_idx" ON "Export"("projectId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_position_key" ON "AuditEvent"("position");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_hash_key" ON "AuditEvent"("hash");

-- CreateIndex
CREATE INDEX "AuditEvent_projectId_position_idx" ON "AuditEvent"("projectId", "position");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AccessLink" ADD CONSTRAINT "AccessLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "OperatorAccess" ADD CONSTRAINT "OperatorAccess_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "OperatorAccess" ADD CONSTRAINT "OperatorAccess_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Criterion" ADD CONSTRAINT "Criterion_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ScaleVersion" ADD CONSTRAINT "ScaleVersion_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "GuidelineVersion" ADD CONSTRAINT "GuidelineVersion_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Constitution" ADD CONSTRAINT "Constitution_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ConstitutionVersion" ADD CONSTRAINT "ConstitutionVersion_constitutionId_fkey" FOREIGN KEY ("constitutionId") REFERENCES "Constitution"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Principle" ADD CONSTRAINT "Principle_constitutionVersionId_fkey" FOREIGN KEY ("constitutionVersionId") REFERENCES "ConstitutionVersion"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Dataset" ADD CONSTRAINT "Dataset_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Prompt" ADD CONSTRAINT "Prompt_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Response" ADD CONSTRAINT "Response_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Comparison" ADD CONSTRAINT "Comparison_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Comparison" ADD CONSTRAINT "Comparison_promptId_fkey" FOREIGN KEY ("promptId") REFERENCES "Prompt"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Comparison" ADD CONSTRAINT "Comparison_responseAId_fkey" FOREIGN KEY ("responseAId") REFERENCES "Response"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Comparison" ADD CONSTRAINT "Comparison_responseBId_fkey" FOREIGN KEY ("responseBId") REFERENCES "Response"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Comparison" ADD CONSTRAINT "Comparison_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Annotator" ADD CONSTRAINT "Annotator_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Annotator" ADD CONSTRAINT "Annotator_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Annotator" ADD CONSTRAINT "Annotator_judgeVersionId_fkey" FOREIGN KEY ("judgeVersionId") REFERENCES "JudgeVersion"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Endpoint" ADD CONSTRAINT "Endpoint_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Judge" ADD CONSTRAINT "Judge_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "JudgeVersion" ADD CONSTRAINT "JudgeVersion_judgeId_fkey" FOREIGN KEY ("judgeId") REFERENCES "Judge"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "JudgeVersion" ADD CONSTRAINT "JudgeVersion_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "Endpoint"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "JudgeRun" ADD CONSTRAINT "JudgeRun_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "JudgeRun" ADD CONSTRAINT "JudgeRun_judgeVersionId_fkey" FOREIGN KEY ("judgeVersionId") REFERENCES "JudgeVersion"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "JudgeTask" ADD CONSTRAINT "JudgeTask_runId_fkey" FOREIGN KEY ("runId") REFERENCES "JudgeRun"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "JudgeCall" ADD CONSTRAINT "JudgeCall_comparisonId_fkey" FOREIGN KEY ("comparisonId") REFERENCES "Comparison"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "JudgeCall" ADD CONSTRAINT "JudgeCall_judgeVersionId_fkey" FOREIGN KEY ("judgeVersionId") REFERENCES "JudgeVersion"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Round" ADD CONSTRAINT "Round_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RoundCriterion" ADD CONSTRAINT "RoundCriterion_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "Round"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RoundMember" ADD CONSTRAINT "RoundMember_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "Round"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RoundMember" ADD CONSTRAINT "RoundMember_annotatorId_fkey" FOREIGN KEY ("annotatorId") REFERENCES "Annotator"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RoundItem" ADD CONSTRAINT "RoundItem_comparisonId_fkey" FOREIGN KEY ("comparisonId") REFERENCES "Comparison"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "RoundItem" ADD CONSTRAINT "RoundItem_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "Round"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_comparisonId_fkey" FOREIGN KEY ("comparisonId") REFERENCES "Comparison"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "Round"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_annotatorId_fkey" FOREIGN KEY ("annotatorId") REFERENCES "Annotator"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Label" ADD CONSTRAINT "Label_comparisonId_fkey" FOREIGN KEY ("comparisonId") REFERENCES "Comparison"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Label" ADD CONSTRAINT "Label_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Label" ADD CONSTRAINT "Label_criterionId_fkey" FOREIGN KEY ("criterionId") REFERENCES "Criterion"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Label" ADD CONSTRAINT "Label_annotatorId_fkey" FOREIGN KEY ("annotatorId") REFERENCES "Annotator"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AggregationSpec" ADD CONSTRAINT "AggregationSpec_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Export" ADD CONSTRAINT "Export_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- By hand: Prisma cannot say NULLS NOT DISTINCT (PostgreSQL 15). One label per annotator, comparison, criterion, round and repeat, also outside rounds.
CREATE UNIQUE INDEX "Label_one_per_annotator_key" ON "Label"("comparisonId", "criterionId", "annotatorId", "roundId", "repeatIndex") NULLS NOT DISTINCT;

-- By hand: an answered call is never asked again.
CREATE UNIQUE INDEX "JudgeCall_answered_once_key" ON "JudgeCall"("comparisonId", "judgeVersionId", "criterionId", "order", "principleId", "sampleIndex", "step") NULLS NOT DISTINCT;

-- By hand: what Prisma's types promise and its schema cannot.
ALTER TABLE "Label" ADD CONSTRAINT "Label_score_range" CHECK ("score" BETWEEN -4 AND 4),
  ADD CONSTRAINT "Label_score_with_preference" CHECK (("answer" = 'PREFERENCE') = ("score" IS NOT NULL)),
  ADD CONSTRAINT "Label_probability_range" CHECK ("probabilityB" BETWEEN 0 AND 1);
