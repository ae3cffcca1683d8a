import { createHash } from "node:crypto";
import type pg from "pg";
import type { ExportInput } from "@/lib/datasets/export-schema";
import type { LeakCheck } from "@/lib/datasets/export-types";
import { HashSet } from "./hash-set";
import type { ExportedComparison } from "./read-comparisons";

export type Split = "train" | "test";

/** What is looked at of a comparison: its conversation and its prompt. */
type Placed = Pick<ExportedComparison, "clusterKey" | "promptId" | "prompt">;

/** Says on which side a comparison's rows stand; null without a split. */
export type SplitOf = (comparison: Placed) => Split | null;

/** The first 64 bits of a SHA-256. */
export function hash64(text: string): bigint {
  return createHash("sha256").update(text).digest().readBigUInt64BE(0);
}

/**
 * The split of an export. The side is drawn by a hash of seed and group, so it does not depend on what else is exported. By conversation, a
 * prompt that stands in several conversations ties them together: none of its conversations is on another side.
 *
 * @param client - In the export's snapshot.
 */
export async function makeSplit(
  client: pg.ClientBase,
  projectId: string,
  { test, seed, splitBy }: Pick<ExportInput, "test" | "seed" | "splitBy">,
): Promise<SplitOf> {
  if (test === 0) return () => null;
  const rootOf = splitBy === "conversation" ? tieConversations(await readTies(client, projectId)) : null;
  return ({ clusterKey, promptId, prompt }) => {
    // Prompts are told apart by their content: the same text is the same prompt in every project.
    const group = rootOf ? rootOf(clusterKey) : promptText(prompt, promptId);
    return Number(hash64(`${seed} ${group}`)) / 2 ** 64 < test ? "test" : "train";
  };
}

function promptText(prompt: ExportedComparison["prompt"], promptId: string): string {
  return prompt.length === 0 ? promptId : JSON.stringify(prompt.map(({ role, content }) => [role, content]));
}

/** Conversations that share a prompt, a list for each such prompt. */
async function readTies(client: pg.ClientBase, projectId: string): Promise<string[][]> {
  const { rows } = await client.query<{ keys: string[] }>(
    `select array_agg(distinct "clusterKey" order by "clusterKey") as keys from "Comparison" where "projectId" = $1::uuid
     group by "promptId" having min("clusterKey") <> max("clusterKey")`,
    [projectId],
  );
  return rows.map(({ keys }) => keys);
}

/** The name of the group that a conversation belongs to: the least of all conversations that are tied together. */
export function tieConversations(ties: readonly (readonly string[])[]): (conversation: string) => string {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    if (root !== key) parent.set(key, root);
    return root;
  };
  for (const [first, ...others] of ties) {
    for (const other of others) {
      const [least = other, most = other] = [find(first ?? other), find(other)].sort();
      if (least !== most) parent.set(most, least);
    }
  }
  return find;
}

/** Counts what stands on each side, apart from how the sides were drawn, so that a leak is found and not assumed away. */
export class LeakCounter {
  #sides = {
    train: { rows: 0, prompts: new HashSet(), conversations: new HashSet() },
    test: { rows: 0, prompts: new HashSet(), conversations: new HashSet() },
  };

  add(split: Split, { clusterKey, promptId, prompt }: Placed, rows: number): void {
    const side = this.#sides[split];
    side.rows += rows;
    side.prompts.add(hash64(promptText(prompt, promptId)));
    side.conversations.add(hash64(clusterKey));
  }

  count(): LeakCheck {
    const { train, test } = this.#sides;
    const sizes = ({ rows, prompts, conversations }: typeof train) => ({
      rows,
      prompts: prompts.size,
      conversations: conversations.size,
    });
    return {
      train: sizes(train),
      test: sizes(test),
      promptsInBoth: test.prompts.countIn(train.prompts),
      conversationsInBoth: test.conversations.countIn(train.conversations),
    };
  }
}
