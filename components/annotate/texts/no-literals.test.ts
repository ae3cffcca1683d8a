import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOTS = ["components/annotate", "app/annotate"];

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

test("no page of annotators holds a sentence itself", () => {
  const holding = listFiles().filter((file) => findLiterals(fs.readFileSync(file, "utf8")).length > 0);
  expect(holding).toEqual([]);
});

test("findLiterals sees text between tags, spoken names and sentences, and no classes, comments or names of things", () => {
  expect(findLiterals("<p>Go on: it is kept.</p>")).toEqual(["Go on: it is kept."]);
  expect(findLiterals('<b aria-label="Storage">{texts.name}</b>')).toEqual(["Storage"]);
  expect(findLiterals('const a = "Round complete";\nconst b = `Nothing of it is open`;')).toHaveLength(2);
  expect(
    findLiterals('/** Says more. */\n// Why it is so.\n<p className="quiet note">{texts.more}</p>; key === "Enter"'),
  ).toEqual([]);
});
