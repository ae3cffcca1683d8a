-- AlterTable
ALTER TABLE "EndpointBudget" ADD COLUMN     "heldUntil" TIMESTAMPTZ(3);
