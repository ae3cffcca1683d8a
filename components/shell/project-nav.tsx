import type { LucideIcon } from "lucide-react";
import {
  BadgeCheck,
  BetweenHorizontalEnd,
  BookOpen,
  Boxes,
  CircleGauge,
  Coins,
  Database,
  Download,
  Gavel,
  Layers,
  ListChecks,
  Merge,
  MessageCircleQuestion,
  PenLine,
  Scale,
  ScrollText,
  Settings2,
  Split,
  UserCheck,
  Users,
} from "lucide-react";
import { Icon } from "@/components/ui/icon";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";
import { NavLink } from "./nav-link";
import type { ShellProject } from "./types";

interface Item {
  href: string;
  label: string;
  icon: LucideIcon;
  count?: string | null;
  exact?: boolean;
  except?: string;
}

/** The pages of a project, in the order of the work. An annotator has none but their rounds. */
export function ProjectNav({ project }: { project: ShellProject }) {
  const { slug, counts } = project;
  if (!counts) {
    return (
      <nav className="nav" aria-label="Project">
        <Items
          items={[
            { href: paths.projects(), label: "Your rounds", icon: ListChecks },
            ...(project.adjudicates ? [{ href: paths.adjudicate(slug), label: "Adjudicate", icon: Gavel }] : []),
          ]}
        />
      </nav>
    );
  }
  return (
    <nav className="nav" aria-label="Project">
      <Items items={[{ href: paths.project(slug), label: "Overview", icon: CircleGauge, exact: true }]} />
      <Group
        title="Collect"
        items={[
          { href: paths.dataset(slug), label: "Dataset", icon: Database, count: formatCount(counts.comparisons) },
          {
            href: paths.guidelines(slug),
            label: "Guidelines",
            icon: BookOpen,
            count: counts.guidelines === null ? null : `v${counts.guidelines}`,
          },
          { href: paths.rounds(slug), label: "Rounds", icon: Layers, count: formatCount(counts.rounds) },
          { href: paths.members(slug), label: "Members", icon: Users, count: formatCount(counts.members) },
          {
            href: paths.questions(slug),
            label: "Questions and flags",
            icon: MessageCircleQuestion,
            count: counts.waiting > 0 ? formatCount(counts.waiting) : null,
          },
        ]}
      />
      <Group
        title="Judge"
        items={[
          { href: paths.constitutions(slug), label: "Constitutions", icon: ScrollText, count: formatCount(counts.constitutions) },
          { href: paths.judges(slug), label: "Judges", icon: Scale, count: formatCount(counts.judges) },
          { href: paths.revisions(slug), label: "Revisions", icon: PenLine, count: formatCount(counts.revisionRuns) },
          { href: paths.costs(slug), label: "Costs", icon: Coins },
        ]}
      />
      <Group
        title="Read"
        items={[
          { href: paths.agreement(slug), label: "Agreement", icon: BetweenHorizontalEnd, except: paths.disagreements(slug) },
          { href: paths.verdict(slug), label: "Verdict", icon: BadgeCheck },
          { href: paths.models(slug), label: "Models", icon: Boxes },
          { href: paths.disagreements(slug), label: "Disagreements", icon: Split },
          { href: paths.adjudicate(slug), label: "Adjudicate", icon: Gavel },
          { href: paths.annotators(slug), label: "Annotators", icon: UserCheck },
          { href: paths.consensus(slug), label: "Consensus", icon: Merge },
          { href: paths.export(slug), label: "Export", icon: Download },
        ]}
      />
      <Items items={[{ href: paths.settings(slug), label: "Settings", icon: Settings2 }]} />
    </nav>
  );
}

function Group({ title, items }: { title: string; items: readonly Item[] }) {
  return (
    <div>
      <h2>{title}</h2>
      <Items items={items} label={title} />
    </div>
  );
}

function Items({ items, label }: { items: readonly Item[]; label?: string }) {
  return (
    <ul aria-label={label}>
      {items.map((item) => (
        <li key={item.href}>
          <NavLink href={item.href} exact={item.exact} except={item.except}>
            <Icon of={item.icon} />
            {item.label}
            {item.count ? <span className="count">{item.count}</span> : null}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
