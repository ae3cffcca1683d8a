import * as z from "zod";

const storable = (text: string) => !text.includes("\0") && text.isWellFormed();
const Text = (most: number) =>
  z
    .string()
    .min(1, "Cannot be empty.")
    .max(most, `At most ${most} characters.`)
    .refine(storable, "Contains a character that cannot be stored.");
const Seed = z.int().min(0).max(2_147_483_647);

/** One worked example of a critique and its revision, shown to the model before its own. */
export const FewShotExample = z.strictObject({
  prompt: Text(20_000),
  response: Text(20_000),
  critiqueRequest: Text(2_000),
  critique: Text(20_000),
  revisionRequest: Text(2_000),
  revision: Text(20_000),
});
export type FewShotExample = z.infer<typeof FewShotExample>;

/** What chains begin with. */
const Beginning = z.discriminatedUnion("kind", [
  /** The prompts of the project's comparisons; the model writes the first response. */
  z.strictObject({ kind: z.literal("prompts") }),
  /** The responses of the project's comparisons, of one model or of all. */
  z.strictObject({ kind: z.literal("responses"), model: z.string().max(300).nullable().default(null) }),
  /** Prompts that are given here; the model writes the first response. */
  z.strictObject({
    kind: z.literal("texts"),
    texts: z.array(Text(20_000)).min(1, "Give one prompt at least.").max(2_000, "At most 2,000 prompts at once."),
  }),
]);

const Sampling = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("random"), n: z.int().min(1).max(1_000_000), seed: Seed }),
]);

/** How the chains of a run are made; stored with it, and never changed. */
export const RevisionSpec = z.strictObject({
  begin: Beginning,
  /** Only comparisons of this round; null: of the whole project. */
  roundId: z.uuid().nullable().default(null),
  sampling: Sampling.default({ kind: "all" }),
  /** Revisions of each chain. The paper made four. */
  revisions: z.int().min(1).max(16).default(4),
  /** Without it the model is asked for the revision at once. */
  withCritique: z.boolean().default(true),
  /** Draws each revision's principle, and the seeds of the calls. */
  seed: Seed.default(1),
  fewShot: z.array(FewShotExample).max(20, "At most 20 examples.").default([]),
  /** "chat": as turns of a conversation. "transcript": one growing text, to the paper's letter, as a base model needs it. */
  layout: z.enum(["chat", "transcript"]).default("chat"),
  temperature: z.number().min(0).max(2).nullable().default(1),
  topP: z.number().gt(0).max(1).nullable().default(null),
  maxTokens: z.int().min(1).max(8192).default(512),
  limits: z
    .strictObject({
      timeoutSeconds: z.int().min(1).max(600).default(120),
      /** Tries of one step before its chain counts as failed. */
      attempts: z.int().min(1).max(20).default(6),
    })
    .prefault({}),
});
export type RevisionSpec = z.infer<typeof RevisionSpec>;

const NO_CAP_OF_ZERO = "A cap of 0 lets no call through. Leave it empty for no cap.";

const Caps = {
  /** The run pauses before it would pass these. */
  capMicroDollars: z.int().min(1, NO_CAP_OF_ZERO).max(1e12).nullable(),
  capCalls: z.int().min(1, NO_CAP_OF_ZERO).max(100_000_000).nullable(),
};

/** What a run may spend. */
export const RevisionCaps = z.strictObject(Caps);
export type RevisionCaps = z.infer<typeof RevisionCaps>;

/** One order to a model: criticise and revise. */
export const RevisionInput = z.strictObject({
  name: z.string().trim().min(1, "Give the run a name.").max(80, "At most 80 characters.").refine(storable),
  /** Name or id of one of the project's endpoints. */
  endpoint: z.string().trim().min(1, "Choose an endpoint.").max(80),
  model: z.string().trim().min(1, "Name the model.").max(200).refine(storable),
  constitution: z.string().trim().min(1, "Choose a constitution.").max(80),
  /** The newest when left out. */
  constitutionVersion: z.int().min(1).optional(),
  concurrency: z.int().min(1).max(64).default(4),
  capMicroDollars: Caps.capMicroDollars.default(null),
  capCalls: Caps.capCalls.default(null),
  spec: RevisionSpec,
});
export type RevisionInput = z.infer<typeof RevisionInput>;

/** What may be done to a run. Who resumes it may give it other caps; null takes one away. */
export const RevisionAction = z.discriminatedUnion("action", [
  z.strictObject({ action: z.enum(["pause", "cancel", "retry"]) }),
  z.strictObject({ action: z.literal("resume"), caps: RevisionCaps.optional() }),
]);
export type RevisionAction = z.infer<typeof RevisionAction>;

/** What a person makes of a step. */
export const ReviewInput = z.discriminatedUnion("review", [
  z.strictObject({ stepId: z.uuid(), review: z.enum(["WAITING", "ACCEPTED", "REJECTED"]) }),
  z.strictObject({ stepId: z.uuid(), review: z.literal("EDITED"), text: Text(100_000) }),
]);
export type ReviewInput = z.infer<typeof ReviewInput>;

/** Which texts of a chain are put side by side. */
export const PairKind = z.enum(["consecutive", "final-original"]);
export type PairKind = z.infer<typeof PairKind>;

/** Which revisions go into a file for training. */
export const SftQuery = z.strictObject({
  /** Only this revision; 0 is the first response. */
  revision: z.coerce.number().int().min(0).max(16).optional(),
  /** Revisions up to this one, as SL-CAI-n is trained. */
  upTo: z.coerce.number().int().min(1).max(16).optional(),
  /** Only what a person accepted or edited. What was rejected is never in it. */
  reviewed: z.enum(["yes", "no"]).default("no"),
});
export type SftQuery = z.infer<typeof SftQuery>;
