import "server-only";
import type pg from "pg";
import type { LabelRecord } from "@/lib/datasets/record";
import { newId } from "@/lib/ids";
import type { ProjectFacts } from "./project-facts";

type Named = Pick<LabelRecord, "annotator" | "kind">;

/** Finds or makes the annotators and criteria that a file names, and remembers them for the rest of the import. */
export class NameKeeper {
  private readonly annotators = new Map<string, string>();

  constructor(
    private readonly client: pg.ClientBase,
    private readonly facts: ProjectFacts,
  ) {}

  /** Makes sure that every annotator is known before labels refer to it. */
  async learnAnnotators(labels: Iterable<Named>): Promise<void> {
    const missing = new Map<string, Named>();
    for (const label of labels) {
      const key = annotatorKey(label);
      if (!this.annotators.has(key)) missing.set(key, label);
    }
    if (missing.size === 0) return;
    const named = [...missing.values()];
    const found = await this.client.query<{ key: string; id: string }>(
      `insert into "Annotator" (id, "projectId", kind, origin, name, key)
       select n.id, $1::uuid, n.kind::"AnnotatorKind", 'IMPORTED', n.name, n.key
       from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) as n(id, kind, name, key)
       on conflict ("projectId", key) do update set key = excluded.key
       returning key, id`,
      [
        this.facts.projectId,
        named.map(() => newId()),
        named.map((each) => each.kind),
        named.map((each) => each.annotator),
        [...missing.keys()],
      ],
    );
    for (const { key, id } of found.rows) this.annotators.set(key, id);
  }

  annotatorId(label: Named): string {
    const id = this.annotators.get(annotatorKey(label));
    if (id === undefined) throw new Error(`the annotator ${label.annotator} was not learnt`);
    return id;
  }

  /** The id of a criterion, made if it is not there; whether that is allowed was checked with the row. */
  async criterionId(key: string): Promise<string> {
    const known = this.facts.criteria.get(key);
    if (known !== undefined) return known;
    const made = await this.client.query<{ id: string }>(
      `insert into "Criterion" (id, "projectId", key, question, polarity, position)
       values ($1, $2, $3, $4, 'BETTER', (select coalesce(max(position), -1) + 1 from "Criterion" where "projectId" = $2))
       on conflict ("projectId", key) do update set key = excluded.key returning id`,
      [newId(), this.facts.projectId, key, `Which response is better: ${key}?`],
    );
    const id = made.rows[0]?.id;
    if (id === undefined) throw new Error("an upsert returned no row");
    this.facts.criteria.set(key, id);
    return id;
  }
}

/** What an annotator of a file is found by in its project. */
export function annotatorKey({ kind, annotator }: Named): string {
  return `import:${kind}:${annotator}`;
}
