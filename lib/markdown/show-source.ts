import type {
  Definition,
  FootnoteDefinition,
  Image,
  ImageReference,
  Link,
  LinkReference,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Text,
} from "mdast";

type Node = Root | RootContent;
type Definitions = Map<string, { definition: Definition; used: boolean }>;

/** Schemes of links that may be followed; every other target is shown as text. */
const FOLLOWED = new Set(["http:", "https:", "mailto:"]);

/**
 * Markdown that would hide, fetch or lead away becomes something to read: HTML is shown as its source, an image as its words and address, a
 * link as its words and its full target, a footnote in its place, a task's box as a character, and a definition that nothing refers to as
 * the line it was. Line ends stay line ends.
 */
export function showSource() {
  return (tree: Root): void => {
    const definitions: Definitions = new Map();
    collectDefinitions(tree, definitions);
    rewrite(tree, definitions);
    for (const { definition, used } of definitions.values()) {
      if (!used) tree.children.push(paragraph(`[${definition.label ?? definition.identifier}]: ${target(definition)}`));
    }
  };
}

function collectDefinitions(node: Node, into: Definitions): void {
  if (node.type === "definition" && !into.has(node.identifier)) into.set(node.identifier, { definition: node, used: false });
  if ("children" in node) for (const child of node.children) collectDefinitions(child, into);
}

function rewrite(parent: Node, definitions: Definitions): void {
  if (!("children" in parent)) return;
  const children: RootContent[] = [];
  for (const child of parent.children) {
    rewrite(child, definitions);
    children.push(...shown(child, parent, definitions));
  }
  // The tree's types know which child stands under which parent; each case of `shown` gives back the same kind that it took.
  parent.children = children as typeof parent.children;
}

function shown(node: RootContent, parent: Node, definitions: Definitions): RootContent[] {
  switch (node.type) {
    case "html":
      return isPhrasingParent(parent) ? withBreaks(node.value) : [paragraph(node.value, "source")];
    case "text":
      return withBreaks(node.value);
    case "image":
      return [imagePlaceholder(node.alt, target(node))];
    case "link":
      return shownLink(node);
    case "linkReference":
    case "imageReference":
      return shownReference(node, definitions);
    case "footnoteReference":
      return [textNode(`[${node.label ?? node.identifier}]`, "footnote")];
    case "footnoteDefinition":
      return footnote(node);
    case "listItem":
      return [withBox(node)];
    default:
      return [node];
  }
}

function shownReference(node: LinkReference | ImageReference, definitions: Definitions): RootContent[] {
  const entry = definitions.get(node.identifier);
  // Without a definition the converter prints the brackets as they were written.
  if (entry === undefined) return [node];
  entry.used = true;
  const { url, title } = entry.definition;
  if (node.type === "imageReference") return [imagePlaceholder(node.alt, target(entry.definition))];
  return shownLink({ type: "link", url, title, children: node.children });
}

function shownLink(node: Link): RootContent[] {
  const url = followedUrl(node.url);
  const words = plainText(node.children);
  const label = node.title ? `${url ?? node.url} “${node.title}”` : (url ?? node.url);
  const saysTarget = words === node.url || words === url || `mailto:${words}` === url || `${words}/` === url;
  if (url === null) return [...node.children, textNode(words === node.url ? "" : ` (${label})`, "target")];
  const link: Link = { type: "link", url, children: node.children };
  return saysTarget && !node.title ? [link] : [link, textNode(` (${label})`, "target")];
}

function followedUrl(address: string): string | null {
  try {
    const url = new URL(address);
    return FOLLOWED.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function imagePlaceholder(alt: string | null | undefined, address: string): Text {
  return textNode(`Image, not loaded: ${alt ? `${alt} ` : ""}(${address})`, "image");
}

function target(node: Definition | Image): string {
  return node.title ? `${node.url} “${node.title}”` : node.url;
}

function withBox(node: Extract<RootContent, { type: "listItem" }>): RootContent {
  if (typeof node.checked !== "boolean") return node;
  const box: Text = { type: "text", value: node.checked ? "☑ " : "☐ " };
  const [first, ...rest] = node.children;
  const children =
    first?.type === "paragraph"
      ? [{ ...first, children: [box, ...first.children] }, ...rest]
      : [{ type: "paragraph" as const, children: [box] }, ...node.children];
  return { ...node, checked: null, children };
}

function footnote(node: FootnoteDefinition): RootContent[] {
  const label = textNode(`[${node.label ?? node.identifier}] `, "footnote");
  const [first, ...rest] = node.children;
  if (first?.type === "paragraph") return [{ ...first, children: [label, ...first.children] }, ...rest];
  return [{ type: "paragraph", children: [label] }, ...node.children];
}

function isPhrasingParent(node: Node): boolean {
  return ["paragraph", "heading", "emphasis", "strong", "delete", "link", "linkReference", "tableCell"].includes(node.type);
}

function withBreaks(value: string): PhrasingContent[] {
  if (!value.includes("\n")) return [{ type: "text", value }];
  return value
    .split(/\r?\n/)
    .flatMap((line, index): PhrasingContent[] =>
      index === 0 ? [{ type: "text", value: line }] : [{ type: "break" }, { type: "text", value: line }],
    );
}

function paragraph(value: string, className?: string): Paragraph {
  const node: Paragraph = { type: "paragraph", children: [{ type: "text", value }] };
  return className === undefined ? node : { ...node, data: { hProperties: { className: [`md-${className}`] } } };
}

/** A text in a span with a class of ours. */
function textNode(value: string, className: string): Text {
  return {
    type: "text",
    value,
    data: { hName: "span", hProperties: { className: [`md-${className}`] }, hChildren: [{ type: "text", value }] },
  };
}

function plainText(nodes: readonly RootContent[]): string {
  return nodes.map((node) => ("value" in node ? node.value : "children" in node ? plainText(node.children) : "")).join("");
}
