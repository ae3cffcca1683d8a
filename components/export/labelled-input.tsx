import { useId } from "react";
import { Input } from "@/components/ui/form/input";

export interface LabelledInputProps {
  label: string;
  value: string;
  type?: "number" | "text";
  min?: number;
  max?: number;
  step?: number;
  wide?: boolean;
  onChange: (value: string) => void;
}

/** A figure or a text with its name beside it; it counts when the field is left or Enter is pressed. */
export function LabelledInput({ label, value, type = "number", wide = false, onChange, ...rest }: LabelledInputProps) {
  const id = useId();
  const take = (next: string) => {
    if (next !== value) onChange(next);
  };
  return (
    <span className="labelled" data-wide={wide ? "" : undefined}>
      <label htmlFor={id}>{label}</label>
      <Input
        key={value}
        id={id}
        type={type}
        defaultValue={value}
        onBlur={(event) => take(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") take(event.currentTarget.value);
        }}
        {...rest}
      />
    </span>
  );
}
