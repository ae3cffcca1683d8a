-- AlterTable
ALTER TABLE "RoundItem" ADD COLUMN     "openSlots" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "isExtra" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "RoundMember" ADD COLUMN     "seenAt" TIMESTAMPTZ(3);

-- By hand: only what is open is in it, so it is empty for a planned round and shrinks as a round dealt on demand fills.
CREATE INDEX "RoundItem_open_idx" ON "RoundItem"("roundId", "priority" DESC, "position") WHERE "openSlots" > 0;

-- By hand: nothing is given away that is not there.
ALTER TABLE "RoundItem" ADD CONSTRAINT "RoundItem_open_slots_range" CHECK ("openSlots" >= 0);
