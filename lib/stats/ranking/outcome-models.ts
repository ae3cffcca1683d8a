import { sigmoid, softplus } from "@/lib/stats/numeric/logistic";

/** Log likelihood of a pair's outcomes and its derivatives by η (how much stronger the left is, log odds) and τ (ties). */
export interface Derivatives {
  value: number;
  eta: number;
  tau: number;
  /** Negative second derivatives. */
  etaEta: number;
  etaTau: number;
  tauTau: number;
}

/** How outcomes depend on the difference of two strengths. */
export interface OutcomeModel {
  readonly name: string;
  /** Where Newton's method begins for the parameter of ties, and above what it stays; null where there is none. */
  readonly tie: { readonly start: number; readonly above: number } | null;
  /** Writes into `into` what `wins` of the left, `ties` and `losses` add. */
  evaluate(eta: number, tau: number, wins: number, ties: number, losses: number, into: Derivatives): void;
  /** The first derivatives alone, which cost a fraction. */
  slopes(eta: number, tau: number, wins: number, ties: number, losses: number, into: Pick<Derivatives, "eta" | "tau">): void;
}

/** Bradley–Terry, P(left) = 1/(1 + e^−η); a tie is half a win and half a loss. */
export const bradleyTerry: OutcomeModel = {
  name: "Bradley–Terry, ties as halves",
  tie: null,
  evaluate(eta, _tau, wins, ties, losses, into) {
    const n = wins + ties + losses;
    const p = sigmoid(eta);
    into.value = (wins + ties / 2) * eta - n * softplus(eta);
    into.eta = wins + ties / 2 - n * p;
    into.etaEta = n * p * (1 - p);
    into.tau = into.etaTau = into.tauTau = 0;
  },
  slopes(eta, _tau, wins, ties, losses, into) {
    into.eta = wins + ties / 2 - (wins + ties + losses) * sigmoid(eta);
    into.tau = 0;
  },
};

/**
 * Davidson, P(left) : P(tie) : P(right) = e^(η/2) : ν : e^(−η/2), with τ = ln ν.
 *
 * @see Davidson (1970), "On extending the Bradley–Terry model to accommodate ties".
 */
export const davidson: OutcomeModel = {
  name: "Davidson",
  tie: { start: -1, above: Number.NEGATIVE_INFINITY },
  evaluate(eta, tau, wins, ties, losses, into) {
    const n = wins + ties + losses;
    const most = Math.max(Math.abs(eta) / 2, tau);
    const left = Math.exp(eta / 2 - most);
    const right = Math.exp(-eta / 2 - most);
    const none = Math.exp(tau - most);
    const all = left + right + none;
    const apart = (left - right) / all;
    const tied = none / all;
    into.value = ((wins - losses) * eta) / 2 + ties * tau - n * (most + Math.log(all));
    into.eta = (wins - losses - n * apart) / 2;
    into.tau = ties - n * tied;
    into.etaEta = (n * (1 - tied - apart * apart)) / 4;
    into.etaTau = (-n * apart * tied) / 2;
    into.tauTau = n * tied * (1 - tied);
  },
  slopes(eta, tau, wins, ties, losses, into) {
    const n = wins + ties + losses;
    const left = Math.exp(eta / 2);
    const right = 1 / left;
    const none = Math.exp(tau);
    const each = n / (left + right + none);
    into.eta = (wins - losses - each * (left - right)) / 2;
    into.tau = ties - each * none;
  },
};

/**
 * Rao–Kupper, P(left) = 1/(1 + e^(τ − η)): a preference must exceed a threshold τ = ln θ > 0, else it is a tie.
 *
 * @see Rao & Kupper (1967), "Ties in paired-comparison experiments".
 */
export const raoKupper: OutcomeModel = {
  name: "Rao–Kupper",
  tie: { start: 0.3, above: 0 },
  evaluate(eta, tau, wins, ties, losses, into) {
    const notLost = wins + ties;
    const notWon = losses + ties;
    const left = sigmoid(eta - tau);
    const right = sigmoid(-eta - tau);
    const gone = Math.exp(-2 * tau);
    // ln(e^2τ − 1), exact for small τ too.
    const threshold = ties === 0 ? 0 : ties * (2 * tau + Math.log(-Math.expm1(-2 * tau)));
    into.value = -notLost * softplus(tau - eta) - notWon * softplus(tau + eta) + threshold;
    into.eta = notLost * (1 - left) - notWon * (1 - right);
    into.tau = -notLost * (1 - left) - notWon * (1 - right) + (2 * ties) / (1 - gone);
    const a = notLost * left * (1 - left);
    const b = notWon * right * (1 - right);
    into.etaEta = a + b;
    into.etaTau = b - a;
    into.tauTau = a + b + (4 * ties * gone) / (1 - gone) ** 2;
  },
  slopes(eta, tau, wins, ties, losses, into) {
    const won = (wins + ties) * sigmoid(tau - eta);
    const lost = (losses + ties) * sigmoid(eta + tau);
    into.eta = won - lost;
    into.tau = (2 * ties) / -Math.expm1(-2 * tau) - won - lost;
  },
};
