import type { ComparisonRecord, MessageRecord } from "@/lib/datasets/record";
import { isObject } from "@/lib/datasets/source/parse-json-row";
import {
  type ColumnUse,
  checked,
  type ImportFormat,
  type NumberedRow,
  type ParseContext,
  type ParsedPart,
  type ParsedRow,
  type RowReader,
  refuse,
} from "./format";
import { everyPair, models, sideOnly } from "./pair";
import { toBoolean, toList, toName, toNumber, toObject } from "./values";

// OpenAssistant conversations: trees of messages, whose replies people ranked against each other, 0 being the best; as one tree a row
// (`.trees.jsonl.gz`) or one message a row, tree by tree (the hub's Parquet files).
// https://huggingface.co/datasets/OpenAssistant/oasst1 (dataset structure of the card)

const COLUMNS: Record<string, ColumnUse> = {
  message_tree_id: { becomes: "Cluster", how: "what intervals resample together" },
  prompt: {
    becomes: "Comparisons",
    how: "every two ranked replies to one message; the lower rank is preferred, strength unknown",
  },
  message_id: { becomes: "Id", how: "of both replies together" },
  parent_id: { becomes: "Prompt", how: "the messages up to here" },
  rank: { becomes: "Label", how: "the people's joint ranking, strength unknown" },
};
const MOST_MESSAGES = 10_000;
const MOST_DEPTH = 200;

interface Node {
  id: string;
  text: string;
  role: MessageRecord["role"];
  rank: number | null;
  model: string | undefined;
  lang: unknown;
  replies: Node[];
}

/** OpenAssistant's ranked replies as comparisons. */
export const openassistant: ImportFormat = {
  name: "openassistant",
  title: "OpenAssistant: trees of messages with ranked replies",
  recognises: (row) => "message_tree_id" in row && (isObject(row.prompt) || ("message_id" in row && "parent_id" in row)),
  parse: parseTree,
  open: (context) => new Trees(context),
  describeColumn: (column) => COLUMNS[column] ?? { becomes: "Left out", how: "about messages, not about pairs of them" },
};

function parseTree(row: Record<string, unknown>, context: ParseContext): ParsedRow {
  const tree = toName(row.message_tree_id, 512);
  const root = toObject(row.prompt);
  const node = root && toNode(root, 0, { left: MOST_MESSAGES });
  if (tree === undefined || node === null)
    return refuse(
      "prompt",
      "The tree has no id or a message without text, id and role.",
      "Write each message with message_id, text, role and replies.",
    );
  return { kind: "several", parts: toComparisons(tree, node, context) };
}

function toNode(message: Record<string, unknown>, depth: number, budget: { left: number }): Node | null {
  if (depth > MOST_DEPTH || budget.left-- <= 0) return null;
  const node = toLeaf(message);
  if (node === null) return null;
  for (const each of toList(message.replies) ?? []) {
    const reply = isObject(each) ? toNode(each, depth + 1, budget) : null;
    if (reply === null) return null;
    node.replies.push(reply);
  }
  return node;
}

function toLeaf(message: Record<string, unknown>): Node | null {
  const id = toName(message.message_id);
  if (id === undefined || typeof message.text !== "string") return null;
  if (message.role !== "prompter" && message.role !== "assistant") return null;
  const model = toBoolean(message.synthetic) ? toName(message.model_name, 300) : undefined;
  return {
    id,
    text: message.text,
    role: message.role === "assistant" ? "assistant" : "user",
    rank: toNumber(message.rank),
    model,
    lang: message.lang,
    replies: [],
  };
}

function toComparisons(tree: string, root: Node, context: ParseContext): ParsedPart[] {
  const parts: ParsedPart[] = [];
  const visit = (node: Node, before: readonly MessageRecord[]) => {
    const prompt = [...before, { role: node.role, content: node.text }];
    const ranked = node.replies.filter(({ role, rank }) => role === "assistant" && rank !== null);
    for (const [a, b] of everyPair(ranked)) parts.push(toComparison(tree, prompt, a, b, context));
    for (const reply of node.replies) visit(reply, prompt);
  };
  visit(root, []);
  return parts;
}

function toComparison(tree: string, prompt: MessageRecord[], a: Node, b: Node, context: ParseContext): ParsedPart {
  const [rankA, rankB] = [a.rank ?? 0, b.rank ?? 0];
  const record: ComparisonRecord = {
    id: `${a.id}/${b.id}`,
    prompt,
    responseA: a.text,
    responseB: b.text,
    ...models(a.model, b.model),
    cluster: tree,
    turnIndex: prompt.filter(({ role }) => role === "assistant").length + 1,
    ...(typeof a.lang === "string" && { metadata: { lang: a.lang } }),
    labels: [
      {
        annotator: context.annotatorName ?? "joint ranking",
        kind: "HUMAN",
        ...sideOnly(rankA === rankB ? "tie" : rankA < rankB ? "A" : "B"),
        metadata: { rank_a: rankA, rank_b: rankB },
      },
    ],
  };
  return checked(record, [], ["rank"]);
}

/** Trees that come whole, or message by message: the messages of one tree stand together in the file. */
class Trees implements RowReader {
  private tree: string | null = null;
  private first = 0;
  private nodes = new Map<string, { node: Node; parent: string | null; number: number }>();

  constructor(private readonly context: ParseContext) {}

  read(row: Record<string, unknown>, number: number): NumberedRow[] {
    if (isObject(row.prompt)) {
      const parsed = parseTree(row, this.context);
      return (parsed.kind === "several" ? parsed.parts : [parsed]).map((part) => ({ row: number, parsed: part }));
    }
    const tree = toName(row.message_tree_id, 512);
    const node = toLeaf(row);
    if (tree === undefined || node === null) {
      return [
        {
          row: number,
          parsed: refuse(
            "message_id",
            "The message has no id, tree, text or role.",
            "Write message_id, message_tree_id, text and role (prompter or assistant).",
          ),
        },
      ];
    }
    const done = tree === this.tree && this.nodes.size < MOST_MESSAGES ? [] : this.end();
    if (this.nodes.size === 0) this.first = number;
    this.tree = tree;
    this.nodes.set(node.id, { node, parent: toName(row.parent_id) ?? null, number });
    return done;
  }

  end(): NumberedRow[] {
    const done: NumberedRow[] = [];
    const roots: Node[] = [];
    for (const { node, parent, number } of this.nodes.values()) {
      const above = parent === null ? undefined : this.nodes.get(parent);
      if (above) above.node.replies.push(node);
      else if (parent === null) roots.push(node);
      else {
        done.push({
          row: number,
          parsed: refuse(
            "parent_id",
            `The message ${parent} is not among those of its tree.`,
            "Sort the file by message_tree_id, so that a tree's messages stand together.",
          ),
        });
      }
    }
    if (this.tree !== null) {
      for (const root of roots)
        for (const parsed of toComparisons(this.tree, root, this.context)) done.push({ row: this.first, parsed });
    }
    this.nodes = new Map();
    this.tree = null;
    return done;
  }
}
