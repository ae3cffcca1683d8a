/** A person at a browser. */
export interface UserActor {
  kind: "USER";
  userId: string;
  name: string;
  email: string;
  isOperator: boolean;
  sessionId: string;
}

/** A program with an API key: its owner's rights, cut down to the key's scope and projects (none listed: all). */
export interface KeyActor {
  kind: "KEY";
  userId: string;
  name: string;
  keyId: string;
  scope: "READ" | "WRITE";
  projectIds: readonly string[];
}

/** The command line on the instance's own machine. */
export interface SystemActor {
  kind: "SYSTEM";
  name: string;
}

/** Who acts. The first parameter of whatever acts for someone. */
export type Actor = UserActor | KeyActor | SystemActor;

/** What somebody wants to do in a project, from the least to the most; `adjudicate` is a flag of a member, beside their role. */
export type Permission = "annotate" | "adjudicate" | "read" | "research" | "own";
