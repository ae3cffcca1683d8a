/** What a form is told after it was sent. Its fields keep what was typed, since a sent form is emptied. */
export interface FormState {
  /** What went wrong or right, for the form as a whole. */
  message?: string;
  ok?: boolean;
  /** What is wrong with a field, by its name. */
  fields: Record<string, string>;
  /** What was typed, by field; never a password. */
  values: Record<string, string>;
}

/** A form that was not sent yet. */
export const UNSENT: FormState = { fields: {}, values: {} };

/** A form's server action, for `useActionState`. */
export type FormAction<T extends FormState = FormState> = (state: T, form: FormData) => Promise<T>;
