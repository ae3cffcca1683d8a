-- AlterTable
ALTER TABLE "JudgeTask" ADD COLUMN     "sentAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "WorkerShare" (
    "key" UUID NOT NULL,
    "workerId" UUID NOT NULL,
    "slots" INTEGER NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WorkerShare_pkey" PRIMARY KEY ("key","workerId")
);

-- CreateTable
CREATE TABLE "EndpointBudget" (
    "endpointId" UUID NOT NULL,
    "requests" DOUBLE PRECISION NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EndpointBudget_pkey" PRIMARY KEY ("endpointId")
);

-- AddForeignKey
ALTER TABLE "EndpointBudget" ADD CONSTRAINT "EndpointBudget_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "Endpoint"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
