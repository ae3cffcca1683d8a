import type { Element, ElementContent, Root, RootContent, Text } from "hast";

type Parent = Root | Element;
type Child = ElementContent | RootContent;

/** An element of the HTML tree. */
export function element(tagName: string, properties: Element["properties"], children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}

/** A text of the HTML tree. */
export function text(value: string): Text {
  return { type: "text", value };
}

/** All text under a node, in order. */
export function textOf(node: Child | Root): string {
  if (node.type === "text") return node.value;
  if (!("children" in node)) return "";
  return node.children.map((child) => textOf(child)).join("");
}

/** Whether an element carries a class. */
export function hasClass(node: Element, name: string): boolean {
  const classes = node.properties.className;
  return Array.isArray(classes) && classes.includes(name);
}

/**
 * Rewrites a tree from its leaves up: each child is replaced by what `rewrite` returns for it (several nodes, or none). The children that
 * `rewrite` sees are already rewritten.
 */
export function rewriteChildren(parent: Parent, rewrite: (node: ElementContent, parent: Parent) => ElementContent[]): void {
  const children: ElementContent[] = [];
  for (const child of parent.children) {
    if (child.type === "doctype") continue;
    if (child.type === "element") rewriteChildren(child, rewrite);
    children.push(...rewrite(child, parent));
  }
  parent.children = children;
}
