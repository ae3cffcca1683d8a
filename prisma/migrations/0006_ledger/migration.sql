-- AlterTable
ALTER TABLE "JudgeRun" ADD COLUMN     "callMicroDollars" BIGINT;

-- AlterTable
ALTER TABLE "RevisionRun" ADD COLUMN     "callMicroDollars" BIGINT;

-- CreateTable
CREATE TABLE "Spending" (
    "projectId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "slot" SMALLINT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "uncosted" INTEGER NOT NULL,
    "tokensIn" BIGINT NOT NULL,
    "tokensOut" BIGINT NOT NULL,
    "microDollars" BIGINT NOT NULL,

    CONSTRAINT "Spending_pkey" PRIMARY KEY ("projectId","runId","day","slot")
);

-- CreateIndex
CREATE INDEX "Spending_runId_idx" ON "Spending"("runId");

-- AddForeignKey
ALTER TABLE "Spending" ADD CONSTRAINT "Spending_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What was spent before there was a ledger, from the attempts themselves.
INSERT INTO "Spending" ("projectId", "runId", "day", "slot", "attempts", "uncosted", "tokensIn", "tokensOut", "microDollars")
SELECT r."projectId", a."runId", (a."createdAt" AT TIME ZONE 'UTC')::date, 0, count(*)::int,
  (count(*) FILTER (WHERE a."costMicroDollars" IS NULL AND a.outcome IN ('answered', 'answered_late', 'timeout', 'connection', 'not_json', 'bad_shape', 'empty', 'too_large', 'bad_encoding')))::int,
  coalesce(sum(a."tokensIn"), 0), coalesce(sum(a."tokensOut"), 0), coalesce(sum(a."costMicroDollars"), 0)
FROM "JudgeAttempt" a JOIN "JudgeRun" r ON r.id = a."runId"
GROUP BY 1, 2, 3;
