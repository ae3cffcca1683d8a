import { Button, type ButtonProps } from "./button";
import { Tooltip } from "./tooltip";

export interface WhyButtonProps extends ButtonProps {
  /** Why it cannot be pressed now; absent, it can. */
  why?: string | null | undefined;
}

/** A button that stays reachable when it cannot be pressed, and says why. */
export function WhyButton({ why, ...rest }: WhyButtonProps) {
  if (!why) return <Button {...rest} />;
  const { onClick: _onClick, type: _type, ...inert } = rest;
  return (
    <Tooltip content={why}>
      <Button aria-disabled="true" {...inert} />
    </Tooltip>
  );
}
