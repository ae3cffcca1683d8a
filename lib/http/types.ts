/** What a form is told after it was sent. Its fields keep what was typed, since a sent form is emptied. */
export interface FormState {
  /** What went wrong or right, for the form as a whole. */
  message?: string;
  ok?: boolean;
  /** What was made and is shown this once: a key, a link. */
  secret?: string;
  /** What is wrong with a field, by its name. */
  fields: Record<string, string>;
  /** What was typed, by field; never a password. */
  values: Record<string, string>;
}

/** A form that was not sent yet. */
export const UNSENT: FormState = { fields: {}, values: {} };

/** A form's server action, for `useActionState`. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;
