"use client";

import { useState } from "react";
import { FormSelect, type FormTexts, textOf } from "@/components/judges/form-input";
import { FormRow } from "@/components/judges/form-row";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Select, Textarea } from "@/components/ui/form/input";
import { OWN_TEMPLATE } from "@/lib/judges/form-schema";
import type { JudgeTemplate, TemplateName } from "@/lib/judges/types";
import type { Answers } from "./verdict-row";

export interface TemplateRowProps {
  form: FormTexts;
  templates: Readonly<Record<TemplateName, JudgeTemplate>>;
  /** Called with the words that a template of another kind has a judge answer with. */
  onAnswers: (answers: Answers) => void;
}

const NAMES: Readonly<Record<TemplateName, string>> = {
  "rlaif-base": "Base: asks the criterion's question",
  "rlaif-detailed": "Detailed: with rating instructions",
  "helpful-base": "Helpful, base: asks for the more helpful",
  "helpful-detailed": "Helpful, detailed: what helps is spelt out",
  "harmless-base": "Harm, base: asks for the more harmful",
  "harmless-detailed": "Harm, detailed: with kinds of harm",
  "summary-base": "Summary, base: asks for the better summary",
  "summary-detailed": "Summary, detailed: coverage, accuracy, coherence, brevity",
  constitutional: "Constitutional: (A) or (B) by a principle",
  "score-helpful": "Direct score, helpful: 1 to 10 each",
  "score-harm": "Direct score, harm: 1 to 10 each, 10 the most harmful",
  "score-summary": "Direct score, summary: 1 to 10 each",
};

const PARTS = [
  { part: "preamble", label: "Preamble", rows: 10 },
  { part: "sample", label: "Sample", rows: 9 },
  { part: "reasoning", label: "What asks for the reasoning, where there is any", rows: 4 },
  { part: "ending", label: "Ending", rows: 3 },
  { part: "answer", label: "How an example writes its answer", rows: 1 },
] as const;

const KINDS: Readonly<Record<JudgeTemplate["kind"], { label: string; needed: string; known: string }>> = {
  pairwise: {
    label: "Pairwise: names one of two responses",
    needed: "{{conversation}} {{response_1}} {{response_2}}",
    known: "{{question}} {{criterion}} {{principle}} {{first}} {{second}}, the last two being the answers",
  },
  "multiple-choice": {
    label: "Multiple choice by a principle (Constitutional AI)",
    needed: "{{conversation}} {{response_1}} {{response_2}} {{principle}}",
    known: "{{question}} {{criterion}} {{first}} {{second}}, the last two being the answers",
  },
  score: {
    label: "Direct score: gives each response 1 to 10",
    needed: "{{conversation}} {{response}}",
    known: "{{question}} {{criterion}} {{principle}}",
  },
};

/** The papers' words: Constitutional AI has (A) and (B), RLAIF 1 and 2. */
const LETTERS: Answers = { first: "A", second: "B" };
const NUMBERS: Answers = { first: "1", second: "2" };

/** The prompt's text: one of Concord's templates, or one's own. */
export function TemplateRow({ form, templates, onAnswers }: TemplateRowProps) {
  const [chosen, setChosen] = useState(textOf(form, "template"));
  const [texts, setTexts] = useState(() => ({
    preamble: textOf(form, "template.preamble"),
    sample: textOf(form, "template.sample"),
    reasoning: textOf(form, "template.reasoning"),
    ending: textOf(form, "template.ending"),
    answer: textOf(form, "template.answer"),
  }));
  const [kind, setKind] = useState(() => toKind(textOf(form, "template.kind")));
  const known = isTemplateName(chosen) ? templates[chosen] : null;

  function choose(name: string) {
    const next = isTemplateName(name) ? templates[name].kind : kind;
    const isChoice = next === "multiple-choice";
    // Own words for answers stay, unless the kind of prompt makes others of them.
    if (isChoice !== ((known?.kind ?? kind) === "multiple-choice")) onAnswers(isChoice ? LETTERS : NUMBERS);
    setChosen(name);
  }

  function writeOwn() {
    if (known) {
      const { kind, asks: _asks, ...parts } = known;
      setTexts(parts);
      setKind(kind);
    }
    setChosen(OWN_TEMPLATE);
  }

  return (
    <FormRow title="Prompt" note="Preamble, sample, ending, as in RLAIF. {{…}} is filled once; nothing filled in is read again.">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Template" error={form.state.fields.template} className="grow">
          <Select name="template" value={chosen} onChange={(event) => choose(event.target.value)}>
            {Object.entries(NAMES).map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
            <option value={OWN_TEMPLATE}>Your own text</option>
          </Select>
        </Field>
        {known ? <Button onClick={writeOwn}>Write your own from it</Button> : null}
      </div>
      {known ? (
        <details className="fold">
          <summary>Read its text ({known.preamble.length + known.sample.length + known.ending.length} characters)</summary>
          <pre className="code prompt mt-2 max-h-96 overflow-auto">{`${known.preamble}\n\n${known.sample}\n\n${known.ending}`}</pre>
        </details>
      ) : (
        <>
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <FormSelect
              form={form}
              name="template.kind"
              label="Kind"
              value={kind}
              defaultValue={undefined}
              onChange={(event) => setKind(toKind(event.target.value))}
            >
              {Object.entries(KINDS).map(([value, { label }]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </FormSelect>
            <FormSelect form={form} name="template.asks" label="The text asks for">
              <option value="criterion">what the criterion asks (use {"{{question}}"})</option>
              <option value="better">the better response</option>
              <option value="worse">the worse response; the answer is turned round once</option>
            </FormSelect>
          </div>
          {PARTS.map(({ part, label, rows }) => (
            <Field key={part} label={label} error={form.state.fields[`template.${part}`]}>
              <Textarea
                name={`template.${part}`}
                className="w-full font-mono"
                rows={rows}
                value={texts[part]}
                spellCheck={false}
                onChange={(event) => setTexts({ ...texts, [part]: event.target.value })}
              />
            </Field>
          ))}
          <p className="field-help">
            Needed: {KINDS[kind].needed}. Also known: {KINDS[kind].known}. In an example's answer: {"{{answer}}"}.
          </p>
        </>
      )}
    </FormRow>
  );
}

function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(NAMES, name);
}

function toKind(text: string): JudgeTemplate["kind"] {
  return text === "score" || text === "multiple-choice" ? text : "pairwise";
}
