import * as z from "zod";

/** Fewest characters of a password. */
export const PASSWORD_MIN = 12;

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This is longer than any address.")
  .pipe(z.email("This is not an address; one looks like name@example.org."));

export const PersonName = z.string().trim().min(1, "Say how others shall see you.").max(80, "At most 80 characters.");

export const Password = z
  .string()
  .min(PASSWORD_MIN, `Give at least ${PASSWORD_MIN} characters.`)
  .max(256, "At most 256 characters.");

/** What a sign-in form sends. */
export const SignInInput = z.strictObject({ email: z.string().max(254), password: z.string().max(256) });

/** A new account: by the set-up link or an invitation. */
export const NewAccountInput = z.strictObject({ email: Email, name: PersonName, password: Password });
export type NewAccountInput = z.infer<typeof NewAccountInput>;

/** A change of one's own password. */
export const PasswordChangeInput = z.strictObject({ current: z.string().max(256), password: Password });
export type PasswordChangeInput = z.infer<typeof PasswordChangeInput>;

/** A tick: a boolean from a program, "on" or nothing from a form. */
const Tick = z.union([z.boolean(), z.literal("on").transform(() => true)]).default(false);

export const RoleInput = z.enum(["OWNER", "RESEARCHER", "ANNOTATOR"]);
export type RoleInput = z.infer<typeof RoleInput>;

/** What a member shall be. */
export const MemberChangeInput = z.strictObject({ role: RoleInput, mayAdjudicate: Tick });
export type MemberChangeInput = z.infer<typeof MemberChangeInput>;

/** Days for which an invitation can be made. */
export const INVITATION_DAYS = [1, 7, 30] as const;

/** An invitation to make. */
export const InvitationInput = z.strictObject({
  role: RoleInput,
  mayAdjudicate: Tick,
  days: z.coerce.number().pipe(z.literal(INVITATION_DAYS)),
  note: z.string().trim().max(120, "At most 120 characters.").default(""),
});
export type InvitationInput = z.infer<typeof InvitationInput>;

/** Days for which an API key can be made; 0 is without an end. */
export const API_KEY_DAYS = [30, 90, 365, 0] as const;

/** An API key to make. No project named: all of its owner's. */
export const ApiKeyInput = z.strictObject({
  name: z.string().trim().min(1, "Say what uses the key.").max(80, "At most 80 characters."),
  scope: z.enum(["READ", "WRITE"]),
  projectIds: z.array(z.uuid()).max(100, "At most 100 projects.").default([]),
  days: z.coerce.number().pipe(z.literal(API_KEY_DAYS)),
});
export type ApiKeyInput = z.infer<typeof ApiKeyInput>;

/** Why an operator reads a project. */
export const OperatorAccessInput = z.strictObject({
  projectId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(5, "Say a little more; the owner of the project will read it.")
    .max(300, "At most 300 characters."),
});
export type OperatorAccessInput = z.infer<typeof OperatorAccessInput>;
