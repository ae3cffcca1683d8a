-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ExportState" ADD VALUE 'WAITING';
ALTER TYPE "ExportState" ADD VALUE 'CANCELLED';

-- AlterTable
ALTER TABLE "Export" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "push" JSONB,
ADD COLUMN     "release" INTEGER,
ADD COLUMN     "releaseNote" TEXT,
ADD COLUMN     "seen" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "startedAt" TIMESTAMPTZ(3),
ADD COLUMN     "total" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "HubAccess" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "tokenCiphertext" BYTEA NOT NULL,
    "tokenKeyId" TEXT NOT NULL,
    "tokenLast4" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "HubAccess_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "HubAccess_projectId_key" ON "HubAccess"("projectId");

-- CreateIndex
CREATE UNIQUE INDEX "Export_projectId_release_key" ON "Export"("projectId", "release");

-- AddForeignKey
ALTER TABLE "HubAccess" ADD CONSTRAINT "HubAccess_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
