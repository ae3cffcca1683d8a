import { Window } from "happy-dom";
import { expect, test } from "vitest";
import { hostileTexts } from "@/lib/testing/attacks/hostile-texts";
import { convertMarkdown, deepestContainer } from "./pipeline";
import { plainReason } from "./types";

const document = new Window().document;

const TAGS = new Set(
  "P H3 H4 H5 H6 UL OL LI BLOCKQUOTE PRE CODE EM STRONG DEL BR HR A SPAN SUP TABLE THEAD TBODY TR TH TD DIV DETAILS SUMMARY".split(
    " ",
  ),
);
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  align: /^(left|right|center)$/,
  "aria-label": /^(Code|Table)$/,
  class: /^(line|k|st|nu|co|md-(source|target|image|footnote|math|mark|table|fold|plain))$/,
  "data-why": /^(long|deep)$/,
  dir: /^auto$/,
  href: /^(https?|mailto):/,
  rel: /^noopener noreferrer nofollow$/,
  role: /^group$/,
  start: /^\d+$/,
  style: /^--in:\d{1,2}ch$/,
  tabindex: /^0$/,
  target: /^_blank$/,
  title: /^[A-Za-z -]+$/,
};

function render(source: string): Element {
  const body = document.createElement("div");
  body.innerHTML = convertMarkdown(source);
  // happy-dom's elements stand in for the browser's.
  return body as unknown as Element;
}

function faults(root: Element): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll("*")) {
    if (element.closest("math") !== null) continue;
    if (!TAGS.has(element.tagName)) found.push(`<${element.tagName}>`);
    for (const { name, value } of element.attributes) {
      if (!ATTRIBUTES[name]?.test(value)) found.push(`${element.tagName} ${name}="${value}"`);
    }
  }
  for (const element of root.querySelectorAll("math, math *")) {
    for (const { name } of element.attributes)
      if (/^on|href|src|style|class|^id$|color|background/i.test(name)) found.push(`${element.tagName} ${name}`);
  }
  return found;
}

test("the corpus has at least 60 hostile texts", () => {
  expect(Object.keys(hostileTexts).length).toBeGreaterThanOrEqual(60);
});

test.each(Object.entries(hostileTexts))("convertMarkdown shows a hostile text and lets nothing of it act: %s", (_, source) => {
  const root = render(source);
  expect(faults(root)).toEqual([]);
  expect(root.textContent).toContain("pwned");
});

test("convertMarkdown would be caught if it let an element or a handler through", () => {
  const root = document.createElement("div");
  root.innerHTML = '<img src="x" onerror="pwned()"><a href="javascript:x">x</a><p id="scale">x</p>';
  expect(faults(root as unknown as Element)).toHaveLength(5);
});

test("convertMarkdown shows raw HTML as its source", () => {
  expect(render("a <b>bold</b> word").textContent).toBe("a <b>bold</b> word");
  expect(render("<div>\none\n</div>").textContent).toBe("<div>\none\n</div>");
});

test("convertMarkdown shows an image as its words and address and never as an image", () => {
  const root = render("![a cat](https://x.example/cat.png)");
  expect(root.querySelector("img")).toBeNull();
  expect(root.textContent).toBe("Image, not loaded: a cat (https://x.example/cat.png)");
});

test("convertMarkdown shows where a link leads, once", () => {
  expect(render("[words](https://x.example/a?b=1)").textContent).toBe("words (https://x.example/a?b=1)");
  expect(render("https://x.example/a").textContent).toBe("https://x.example/a");
  expect(render("[words](javascript:alert(1))").querySelector("a")).toBeNull();
  expect(render("[words](javascript:alert(1))").textContent).toBe("words (javascript:alert(1))");
  expect(render("[https://good.example](https://bad.example/)").textContent).toBe("https://good.example (https://bad.example/)");
});

test("convertMarkdown keeps line ends, lists, tables and task boxes", () => {
  expect(render("one\ntwo").innerHTML).toContain("one<br>");
  expect(render("1. a\n2. b").querySelectorAll("ol > li")).toHaveLength(2);
  expect(render("| a | b |\n|---|--:|\n| 1 | 2 |").querySelectorAll("td")).toHaveLength(2);
  expect(render("- [x] a\n- [ ] b").textContent?.replaceAll("\n", "")).toBe("☑ a☐ b");
});

test("convertMarkdown puts headings below those of the page", () => {
  expect(render("# one").querySelector("h3")?.textContent).toBe("one");
  expect(render("###### six").querySelector("h6")?.textContent).toBe("six");
});

test("convertMarkdown sets mathematics as MathML and leaves money alone", () => {
  expect(render("so $x^2$ holds").querySelectorAll("math")).toHaveLength(1);
  expect(render("\\(a\\) and \\[b\\]").querySelectorAll("math")).toHaveLength(2);
  expect(render("$$\n\\frac{a}{b}\n$$").querySelector("math")?.getAttribute("display")).toBe("block");
  expect(render("thus $$\n\\frac{a}{b}\n$$").querySelector("math")?.getAttribute("display")).toBe("block");
  const prices = render("between $5 and $10, or $ 3 $");
  expect(prices.querySelector("math")).toBeNull();
  expect(prices.textContent).toBe("between $5 and $10, or $ 3 $");
  expect(render("`\\(a\\)` and\n\n```\n\\[b\\]\n```").querySelector("math")).toBeNull();
});

test("convertMarkdown drops colours from mathematics, so that nothing can be hidden in the ground", () => {
  expect(convertMarkdown("$\\color{white}{x}\\colorbox{red}{y}\\phantom{z}$")).not.toMatch(/white|red|phantom|#/);
  expect(render("$\\phantom{z}$").textContent).toBe("z");
});

test("convertMarkdown colours code in four tones, a line at a time", () => {
  const root = render("```python\ndef f(x):\n    return 'a' # why\n```");
  expect([...root.querySelectorAll(".line")].map((line) => line.getAttribute("style"))).toEqual(["--in:0ch", "--in:4ch"]);
  expect(root.querySelector(".k")?.textContent).toBe("def");
  expect(root.querySelector(".st")?.textContent).toBe("'a'");
  expect(root.querySelector(".co")?.textContent).toBe("# why");
});

test("convertMarkdown closes a token at the end of each line", () => {
  const root = render('```python\n"""one\ntwo"""\n```');
  expect([...root.querySelectorAll(".line")].map((line) => line.innerHTML)).toEqual([
    '<span class="st">"""one</span>',
    '<span class="st">two"""</span>',
  ]);
});

test("convertMarkdown folds long code when asked, with its number of lines", () => {
  const source = `\`\`\`\n${"line\n".repeat(10)}\`\`\``;
  expect(convertMarkdown(source)).not.toContain("<details");
  const root = document.createElement("div");
  root.innerHTML = convertMarkdown(source, { foldCode: true });
  expect(root.querySelector("details > summary")?.textContent).toBe("Code, 10 lines");
});

test("convertMarkdown falls back to plain text for what is too long or too deep", () => {
  expect(convertMarkdown(`# ${"a ".repeat(150_000)}`)).toMatch(/^<p class="md-plain"/);
  expect(convertMarkdown(`${"> ".repeat(100)}a`)).toMatch(/^<p class="md-plain"/);
  const reasons = [`# ${"a ".repeat(150_000)}`, `${"> ".repeat(100)}a`, '<p class="md-plain" dir="auto" data-why="long">'];
  expect(reasons.map((source) => plainReason(convertMarkdown(source)))).toEqual(["long", "deep", null]);
});

test("deepestContainer counts quotes and lists by their markers and indents", () => {
  expect(deepestContainer("a\nb")).toBe(0);
  expect(deepestContainer("> - a")).toBe(2);
  expect(deepestContainer("- a\n  - b\n    - c\n- d")).toBe(3);
  expect(deepestContainer("-a *b*")).toBe(0);
});
