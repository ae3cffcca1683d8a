import { FormInput, type FormTexts, textOf } from "@/components/judges/form-input";
import { FoldRow } from "./fold-row";

/** What a call may take and cost. */
export function LimitsRow({ form }: { form: FormTexts }) {
  const price =
    textOf(form, "price.in") === "" ? "no price" : `$${textOf(form, "price.in")} in, $${textOf(form, "price.out")} out`;
  return (
    <FoldRow
      form={form}
      title="Limits and price"
      note="Calls beyond a limit wait or fail with a reason; none is guessed."
      summary={`${textOf(form, "limits.concurrency")} calls at once, ${textOf(form, "limits.timeoutSeconds")} s each, ${price}`}
      fields={["limits", "price"]}
    >
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <FormInput form={form} name="limits.concurrency" label="Calls at once" inputMode="numeric" help="1 to 64" />
        <FormInput form={form} name="limits.timeoutSeconds" label="Seconds a call" inputMode="numeric" help="1 to 600" />
        <FormInput form={form} name="limits.attempts" label="Tries of a call" inputMode="numeric" help="1 to 20" />
        <FormInput
          form={form}
          name="limits.contextTokens"
          label="Context"
          inputMode="numeric"
          className="w-28"
          help="tokens; empty: not known"
        />
        <FormInput form={form} name="price.in" label="$ in" inputMode="decimal" help="per million tokens" />
        <FormInput form={form} name="price.out" label="$ out" inputMode="decimal" help="both empty: no price" />
      </div>
    </FoldRow>
  );
}
