-- By hand: few responses have an author, and each reservation asks for those of one person.
CREATE INDEX "Response_author_idx" ON "Response"("projectId", "authorId") WHERE "authorId" IS NOT NULL;
