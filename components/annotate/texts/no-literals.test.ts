import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOTS = ["components/annotate", "app/annotate"];

/** What still holds its English itself. A file leaves this list when its texts have moved here, and none may join it. */
const LEFT: readonly string[] = [
  "app/annotate/[roundId]/not-found.tsx",
  "components/annotate/annotate-footer.tsx",
  "components/annotate/annotate-header.tsx",
  "components/annotate/annotate-tools.tsx",
  "components/annotate/beside/beside-words.ts",
  "components/annotate/beside/confidence-bar.tsx",
  "components/annotate/beside/rating-bar.tsx",
  "components/annotate/comparison-workspace.tsx",
  "components/annotate/kept/offline-workspace.tsx",
  "components/annotate/overlays/annotate-overlays.tsx",
  "components/annotate/page-decisions.ts",
  "components/annotate/reading/comparison-view.tsx",
  "components/annotate/reading/copy-button.tsx",
  "components/annotate/reading/find-differences.ts",
  "components/annotate/reading/prompt-pane.tsx",
  "components/annotate/scale-bar.tsx",
  "components/annotate/scale-buttons.tsx",
  "components/annotate/scale-words.ts",
  "components/annotate/use-annotate-page.ts",
  "components/annotate/use-spoken.ts",
];

/** Sentences and words for people that stand in a component: text between tags, spoken names, and strings with a space after a word. */
function findLiterals(code: string): string[] {
  const bare = code
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/^\s*\/\/.*$/gm, "")
    .replaceAll(/^import .*$/gm, "")
    .replaceAll(/<Kbd>[^<]*<\/Kbd>/g, "")
    .replaceAll(/\bclassName=("[^"]*"|\{`[^`]*`\}|\{cn\([^}]*\)\})/g, "");
  // Behind a tag, not behind a type in angle brackets: text begins with a capital or a word that a line holds.
  const between = [...bare.matchAll(/(?:["/}a-z]|\bspan|\b[a-z]\d?)>\s*([A-Z][a-z']*(?:[ ,.…:?][^<>{}=;()&|]*)?)\s*[<{]/g)].map(
    ([, text]) => text,
  );
  const named = [...bare.matchAll(/\b(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{2}[^"]*)"/g)].map(([, text]) => text);
  const sentences = [...bare.matchAll(/["`]([A-Z][a-z]+(?:[ ,.…][^"`\n]*)?)["`]/g)]
    .map(([, text]) => text)
    .filter((text) => /^[A-Z][a-z]+[ ,.…]/.test(text ?? ""));
  return [...between, ...named, ...sentences].flatMap((text) => text ?? []);
}

function listFiles(): string[] {
  return ROOTS.flatMap((root) =>
    fs.readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => path.join(root, name)),
  ).filter((file) => /\.tsx?$/.test(file) && !file.includes(".test.") && !file.startsWith("components/annotate/texts/"));
}

test("no page of annotators holds a sentence itself, but those that are still to be moved", () => {
  const holding = listFiles().filter((file) => findLiterals(fs.readFileSync(file, "utf8")).length > 0);
  expect(holding.sort()).toEqual([...LEFT].sort());
});

test("findLiterals sees text between tags, spoken names and sentences, and no classes, comments or names of things", () => {
  expect(findLiterals("<p>Go on: it is kept.</p>")).toEqual(["Go on: it is kept."]);
  expect(findLiterals('<b aria-label="Storage">{texts.name}</b>')).toEqual(["Storage"]);
  expect(findLiterals('const a = "Round complete";\nconst b = `Nothing of it is open`;')).toHaveLength(2);
  expect(
    findLiterals('/** Says more. */\n// Why it is so.\n<p className="quiet note">{texts.more}</p>; key === "Enter"'),
  ).toEqual([]);
});
