import { api, paths } from "@/lib/paths";
import type { Visitor, World } from "./access-world";

/**
 * What a route answers to someone: the page or data (`ok`), the sign-in (`sign-in`, pages), 401 (`unauthenticated`, handlers), 403 (`forbidden`),
 * or 404 (`not-found`).
 */
export type Outcome = "ok" | "sign-in" | "unauthenticated" | "forbidden" | "not-found";

/** A route as the file tree names it, an address of it in the world, and what everyone gets there. */
export interface RouteRule {
  route: string;
  url: (world: World) => string;
  outcomes: Record<Visitor, Outcome>;
  /** Whether an annotator's own page may hold what a researcher wrote for them. */
  showsCanaryTo?: readonly Visitor[];
}

const everyone = (outcome: Outcome): Record<Visitor, Outcome> => ({
  nobody: outcome,
  annotator: outcome,
  annotatorElsewhere: outcome,
  researcherElsewhere: outcome,
  disabled: outcome,
  removed: outcome,
  operator: outcome,
  researcher: outcome,
});

/** Pages that only need a session. */
const signedIn: Record<Visitor, Outcome> = { ...everyone("ok"), nobody: "sign-in", disabled: "sign-in" };

/** Pages of the project's researchers. */
const researchers: Record<Visitor, Outcome> = {
  ...everyone("not-found"),
  nobody: "sign-in",
  disabled: "sign-in",
  researcher: "ok",
};

/** Pages of whoever runs the instance. */
const operators: Record<Visitor, Outcome> = {
  ...everyone("not-found"),
  nobody: "sign-in",
  disabled: "sign-in",
  operator: "ok",
};

/** Every route of the app. A route that is built and not named here fails the sweep; so does one named here that is not built. */
export const ROUTES: readonly RouteRule[] = [
  { route: "/", url: () => paths.home(), outcomes: { ...everyone("ok"), nobody: "sign-in", disabled: "sign-in" } },
  { route: "/sign-in", url: () => paths.signIn(), outcomes: everyone("ok") },
  { route: "/setup/[token]", url: () => paths.setup("x".repeat(43)), outcomes: everyone("ok") },
  { route: "/reset/[token]", url: (world) => paths.reset(world.resetToken), outcomes: everyone("ok") },
  { route: "/join/[token]", url: (world) => paths.join(world.joinToken), outcomes: everyone("ok") },

  { route: "/account", url: () => paths.account(), outcomes: signedIn },
  { route: "/projects", url: () => paths.projects(), outcomes: signedIn },
  { route: "/instance", url: () => paths.instance(), outcomes: operators },
  { route: "/instance/audit", url: () => paths.instanceAudit(), outcomes: operators },

  { route: "/projects/[projectId]/agreement", url: (world) => paths.agreement(world.project.slug), outcomes: researchers },
  {
    route: "/projects/[projectId]/agreement/disagreements",
    url: (world) => paths.disagreements(world.project.slug),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/comparisons/[comparisonId]",
    url: (world) => paths.comparison(world.project.slug, world.comparisonId),
    outcomes: researchers,
  },
  { route: "/projects/[projectId]/members", url: (world) => paths.members(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/settings/audit", url: (world) => paths.audit(world.project.slug), outcomes: researchers },

  {
    route: "/api/v1/projects/[project]/agreement",
    url: (world) => api.v1(`projects/${world.project.slug}/agreement`),
    outcomes: { ...researchers, nobody: "unauthenticated", disabled: "unauthenticated" },
  },

  { route: "/api/health", url: () => api.health(), outcomes: everyone("ok") },
  { route: "/api/v1/health", url: () => api.v1("health"), outcomes: everyone("ok") },
];
