import type { RoleInput } from "@/lib/auth/schema";

/** What each role is called, and what who has it does. */
export const ROLE_SENTENCES: Readonly<Record<RoleInput, { word: string; article: string; does: string }>> = {
  ANNOTATOR: { word: "annotator", article: "an annotator", does: "You compare responses and see your own work." },
  RESEARCHER: {
    word: "researcher",
    article: "a researcher",
    does: "You bring in data, open rounds, run judges and read the results.",
  },
  OWNER: { word: "owner", article: "an owner", does: "You do all that researchers do, and look after members and the project." },
};
