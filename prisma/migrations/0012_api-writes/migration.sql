-- CreateTable
CREATE TABLE "ApiWrite" (
    "userId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "operation" TEXT NOT NULL,
    "bodyHash" TEXT NOT NULL,
    "result" JSONB,
    "leasedUntil" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApiWrite_pkey" PRIMARY KEY ("userId","id")
);

-- AddForeignKey
ALTER TABLE "ApiWrite" ADD CONSTRAINT "ApiWrite_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
