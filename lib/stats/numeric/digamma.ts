/**
 * ψ(x), the derivative of ln Γ, for x > 0: raised by ψ(x) = ψ(x + 1) − 1/x to 10, then the asymptotic series; about 14 digits.
 *
 * @see Abramowitz & Stegun (1964), 6.3.5 and 6.3.18.
 */
export function digamma(x: number): number {
  let below = 0;
  let at = x;
  for (; at < 10; at++) below -= 1 / at;
  const inverse = 1 / (at * at);
  const series = inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse * (1 / 132)))));
  return below + Math.log(at) - 0.5 / at - series;
}
