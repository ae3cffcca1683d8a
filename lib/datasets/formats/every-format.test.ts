import { describe, expect, test } from "vitest";
import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { NAMED_FORMATS } from "@/lib/datasets/schema";
import { chooseFormat } from "./all-formats";
import { type NumberedRow, openFormat } from "./format";

const lines = { layout: { kind: "lines" }, map: {} } as const;
const user = (content: string) => ({ role: "user", content });
const bot = (content: string) => ({ role: "assistant", content });

/** Reads rows as a file would be read: the format is recognised, and rows that belong together meet. */
function read(rows: Record<string, unknown>[], document: Record<string, unknown> = {}) {
  const format = chooseFormat("auto", rows, lines);
  const reader = openFormat(format, { fileName: "file", annotatorName: undefined, document: new Map(Object.entries(document)) });
  const parts = [...rows.flatMap((row, index) => reader.read(row, index + 1)), ...reader.end()];
  return { name: format.name, parts };
}

/** A comparison in a line: prompt > A | B, models, labels as "who:kind:what". */
function tell({ row, parsed }: NumberedRow): string {
  if (parsed.kind === "refused") return `${row} refused ${parsed.problems[0]?.column}: ${parsed.problems[0]?.reason}`;
  if (parsed.kind === "labels") return `${row} labels`;
  const { record } = parsed;
  const prompt = record.prompt.map(({ role, content }) => `${role[0]}:${content}`).join(" ");
  const models = record.modelA || record.modelB ? ` (${record.modelA ?? "?"}, ${record.modelB ?? "?"})` : "";
  return `${row} ${prompt} > ${sides(record)}${models} ${(record.labels ?? []).map((label) => tellLabel(label, record)).join(" ")}`.trim();
}

/** Where only the better response is known, A and B follow from their texts: then the better one is told first. */
function sides({ responseA, responseB }: ComparisonRecord): string {
  return [responseA, responseB].toSorted().join(" | ");
}

function tellLabel(label: LabelRecord, record: ComparisonRecord): string {
  const { score, strengthKnown, answer, probabilityB } = label;
  const winner = score === undefined ? "" : score === 0 ? "tie" : score > 0 ? record.responseB : record.responseA;
  const strength = score && strengthKnown !== false ? `+${Math.abs(score)}` : "";
  const what = answer ?? (probabilityB === undefined ? `${winner}${strength}` : `p=${probabilityB}`);
  return `${label.annotator}:${label.kind}${label.criterion ? `:${label.criterion}` : ""}:${what}`;
}

const CASES: Record<
  string,
  { rows: Record<string, unknown>[]; document?: Record<string, unknown>; name: string; told: string[] }
> = {
  "TRL with an explicit prompt": {
    name: "trl",
    rows: [{ prompt: "Is it late?", chosen: "No, noon.", rejected: "Yes.", margin: 1.5, source: "x" }],
    told: ["1 u:Is it late? > No, noon. | Yes. file:HUMAN:No, noon."],
  },
  "TRL with the prompt in both texts": {
    name: "trl",
    rows: [{ chosen: "The sky is blue.", rejected: "The sky is green." }],
    told: ["1 u:The sky is >  blue. |  green. file:HUMAN: blue."],
  },
  "TRL conversations with and without a prompt": {
    name: "trl",
    rows: [
      { prompt: [user("2+2?")], chosen: [bot("4")], rejected: [bot("5")] },
      {
        chosen: [user("Hi"), bot("Hello"), user("3+3?"), bot("6")],
        rejected: [user("Hi"), bot("Hello"), user("3+3?"), bot("7")],
      },
      { prompt: "9+9?", chosen: [user("9+9?"), bot("18")], rejected: [user("9+9?"), bot("19")] },
    ],
    told: ["1 u:2+2? > 4 | 5 file:HUMAN:4", "2 u:Hi a:Hello u:3+3? > 6 | 7 file:HUMAN:6", "3 u:9+9? > 18 | 19 file:HUMAN:18"],
  },
  "TRL as Concord writes it": {
    name: "trl",
    rows: [
      {
        prompt: [user("q")],
        chosen: [bot("x")],
        rejected: [bot("y")],
        score: -3,
        margin: 3,
        probability_chosen: null,
        strength_known: true,
        annotator_kind: "HUMAN",
        annotator: "Iris",
        comparison: "c1",
      },
      {
        prompt: [user("q")],
        chosen: [bot("y")],
        rejected: [bot("x")],
        score: 1,
        margin: 1,
        probability_chosen: 0.75,
        strength_known: true,
        annotator_kind: "AI",
        annotator: "gpt",
        comparison: "c1",
      },
    ],
    told: ["1 u:q > x | y Iris:HUMAN:x+3", "2 u:q > x | y gpt:AI:p=0.75"],
  },
  "TRL unpaired": {
    name: "trl-unpaired",
    rows: [
      { prompt: "q", completion: "good", label: true },
      { prompt: "other", completion: "alone", label: true },
      { prompt: "q", completion: "bad", label: false },
    ],
    told: [
      "1 u:q > bad | good file:HUMAN:good",
      "2 refused label: No undesired completion of the same prompt stands in the file, so there is nothing to compare it with.",
    ],
  },
  "UltraFeedback raw": {
    name: "ultrafeedback",
    rows: [
      {
        source: "evol",
        instruction: "Say hi",
        models: ["m1", "m2", "m3"],
        completions: [
          { model: "m1", response: "hi", overall_score: 8, annotations: { helpfulness: { Rating: "4", Rationale: "r" } } },
          { model: "m2", response: "hello", overall_score: 8.5, annotations: {} },
          { model: "m3", response: "yo", overall_score: 8, annotations: {} },
        ],
      },
    ],
    told: [
      "1 u:Say hi > hello | hi (m1, m2) gpt-4:AI:hello",
      "1 u:Say hi > hi | yo (m1, m3) gpt-4:AI:tie",
      "1 u:Say hi > hello | yo (m2, m3) gpt-4:AI:hello",
    ],
  },
  "UltraFeedback binarised, the prompt once": {
    name: "ultrafeedback",
    rows: [
      {
        prompt: "p",
        prompt_id: "id1",
        chosen: [user("p"), bot("x")],
        rejected: [user("p"), bot("y")],
        messages: [user("p"), bot("x")],
        score_chosen: 8,
        score_rejected: 5,
      },
      {
        prompt: "p2",
        prompt_id: "id2",
        chosen: [user("p2"), bot("x")],
        rejected: [user("p2"), bot("y")],
        messages: [],
        score_chosen: 5,
        score_rejected: 5,
      },
    ],
    told: ["1 u:p > x | y gpt-4:AI:x", "2 u:p2 > x | y gpt-4:AI:tie"],
  },
  Nectar: {
    name: "nectar",
    rows: [
      {
        prompt: "\n\nHuman: Name a fruit.\n\nAssistant: ",
        answers: [
          { answer: "pear", model: "a", rank: 2 },
          { answer: "apple", model: "b", rank: 1 },
          { answer: "fig", model: "c", rank: 3 },
        ],
        turns: 1,
      },
    ],
    told: [
      "1 u:Name a fruit. > apple | pear (a, b) gpt-4:AI:apple",
      "1 u:Name a fruit. > fig | pear (a, c) gpt-4:AI:pear",
      "1 u:Name a fruit. > apple | fig (b, c) gpt-4:AI:apple",
    ],
  },
  "HelpSteer2 and HelpSteer3": {
    name: "helpsteer",
    rows: [
      { split: "train", prompt: "q", response_1: "a", response_2: "b", preference_strength: -2, preference_statement: "clear" },
      {
        domain: "code",
        language: "python",
        context: [user("q1"), bot("r1"), user("q2")],
        response1: "c",
        response2: "d",
        overall_preference: 1,
        individual_preference: [
          { score: 3, reasoning: "d is right" },
          { score: 0, reasoning: "same" },
          { score: -1, reasoning: "c is short" },
        ],
      },
      { context: [user("q")], response1: "c", response2: "d", overall_preference: 4, individual_preference: [] },
    ],
    told: [
      "1 u:q > a | b file:HUMAN:a+2",
      "2 u:q1 a:r1 u:q2 > c | d annotator 1:HUMAN:d+3 annotator 2:HUMAN:tie annotator 3:HUMAN:c+1",
      "3 refused overall_preference: The preference is 4.",
    ],
  },
  SHP: {
    name: "shp",
    rows: [
      {
        post_id: "p1",
        domain: "askbaking",
        history: "How?",
        human_ref_A: "so",
        human_ref_B: "thus",
        labels: 1,
        score_A: 9,
        score_B: 2,
      },
      { post_id: "p1", history: "How?", human_ref_A: "so", human_ref_B: "hm", labels: 0 },
    ],
    told: ["1 u:How? > so | thus votes:HUMAN:so", "2 u:How? > hm | so votes:HUMAN:hm"],
  },
  "PKU-SafeRLHF: two criteria, the safer one is the better one": {
    name: "safe-rlhf",
    rows: [
      {
        prompt: "q",
        response_0: "a",
        response_1: "b",
        is_response_0_safe: true,
        is_response_1_safe: false,
        better_response_id: 1,
        safer_response_id: 0,
      },
    ],
    told: ["1 u:q > a | b file:HUMAN:helpful:b file:HUMAN:harmless:a"],
  },
  "HH-RLHF red team": {
    name: "hh-red-team",
    rows: [
      {
        transcript: "\n\nHuman: hi\n\nAssistant: hello\n\nHuman: harm?\n\nAssistant: no",
        rating: 1,
        model_type: "rlhf",
        num_params: "52B",
        task_description: "t",
        tags: null,
      },
    ],
    told: ["1 u:hi a:hello u:harm? >  | no (rlhf 52B, ?)"],
  },
  "OpenAssistant, a tree a row": {
    name: "openassistant",
    rows: [
      {
        message_tree_id: "t",
        tree_state: "ready_for_export",
        prompt: {
          message_id: "m0",
          text: "q",
          role: "prompter",
          replies: [
            { message_id: "m1", text: "x", role: "assistant", rank: 1, replies: [] },
            {
              message_id: "m2",
              text: "y",
              role: "assistant",
              rank: 0,
              replies: [
                {
                  message_id: "m3",
                  text: "and?",
                  role: "prompter",
                  replies: [{ message_id: "m4", text: "z", role: "assistant", rank: 0, replies: [] }],
                },
              ],
            },
            { message_id: "m5", text: "unranked", role: "assistant", replies: [] },
          ],
        },
      },
    ],
    told: ["1 u:q > x | y joint ranking:HUMAN:y"],
  },
  "OpenAssistant, a message a row": {
    name: "openassistant",
    rows: [
      { message_tree_id: "t", message_id: "m0", parent_id: null, text: "q", role: "prompter" },
      { message_tree_id: "t", message_id: "m1", parent_id: "m0", text: "x", role: "assistant", rank: 0 },
      { message_tree_id: "t", message_id: "m2", parent_id: "m0", text: "y", role: "assistant", rank: 1 },
      { message_tree_id: "u", message_id: "n1", parent_id: "n0", text: "lost", role: "assistant", rank: 1 },
    ],
    told: ["1 u:q > x | y joint ranking:HUMAN:x", "4 refused parent_id: The message n0 is not among those of its tree."],
  },
  "MT-bench, first and second turn, people and GPT-4": {
    name: "mt-bench",
    rows: [
      {
        question_id: 81,
        model_a: "m1",
        model_b: "m2",
        winner: "model_b",
        judge: "expert_0",
        conversation_a: [user("q"), bot("a1"), user("q2"), bot("a2")],
        conversation_b: [user("q"), bot("b1"), user("q2"), bot("b2")],
        turn: 1,
      },
      {
        question_id: 81,
        model_a: "m1",
        model_b: "m2",
        winner: "model_a",
        judge: "gpt4_pair",
        conversation_a: [user("q"), bot("a1"), user("q2"), bot("a2")],
        conversation_b: [user("q"), bot("b1"), user("q2"), bot("b2")],
        turn: 2,
      },
      {
        question_id: 82,
        model_a: "m1",
        model_b: "m2",
        winner: "tie (inconsistent)",
        judge: "gpt4_pair",
        conversation_a: [user("q"), bot("a1")],
        conversation_b: [user("q"), bot("b1")],
        turn: 1,
      },
    ],
    told: [
      "1 u:q > a1 | b1 (m1, m2) expert_0:HUMAN:b1",
      "2 u:q > a1\n\nHuman: q2\n\nAssistant: a2 | b1\n\nHuman: q2\n\nAssistant: b2 (m1, m2) gpt4_pair:AI:a1\n\nHuman: q2\n\nAssistant: a2",
      "3 u:q > a1 | b1 (m1, m2) gpt4_pair:AI:unsettled",
    ],
  },
  "Chatbot Arena: conversations, lists in columns, battles": {
    name: "arena",
    rows: [
      {
        question_id: "x1",
        model_a: "m1",
        model_b: "m2",
        winner: "tie (bothbad)",
        judge: "arena_user_7",
        conversation_a: [user("q"), bot("a")],
        conversation_b: [user("q"), bot("b")],
        turn: 1,
        anony: true,
        language: "English",
        tstamp: 1682351591.13,
      },
      {
        id: 30192,
        model_a: "m1",
        model_b: "m2",
        prompt: '["q","q2"]',
        response_a: '["a","a2"]',
        response_b: '["b",null]',
        winner_model_a: 1,
        winner_model_b: 0,
        winner_tie: 0,
      },
      { model_a: "m1", model_b: "m2", winner: "model_a", judge: "x9", turn: 1, anony: true, language: "English", tstamp: 1 },
      {
        id: "p",
        model_a: "m1",
        model_b: "m2",
        winner: "both_bad",
        conversation_a: [{ role: "user", content: [{ type: "text", text: "q" }] }, bot("a")],
        conversation_b: [{ role: "user", content: [{ type: "text", text: "q" }] }, bot("b")],
      },
    ],
    told: [
      "1 u:q > a | b (m1, m2) arena_user_7:HUMAN:both_bad",
      "2 u:q > a\n\nHuman: q2\n\nAssistant: a2 | b\n\nHuman: q2\n\nAssistant:  (m1, m2) file:HUMAN:a\n\nHuman: q2\n\nAssistant: a2",
      "3  >  |  (m1, m2) x9:HUMAN:",
      "4 u:q > a | b (m1, m2) file:HUMAN:both_bad",
    ],
  },
  AnnotatedPairs: {
    name: "annotated-pairs",
    document: {
      metadata: { version: "2.0", default_annotator: "d1" },
      annotators: {
        d1: { name: "preferred_text", type: "unknown" },
        p1: { description: "Is friendlier", type: "principle" },
        h1: { name: "human_2", type: "human" },
      },
    },
    rows: [
      {
        id: "c",
        prompt: "q",
        response_a: { text: "a", model: "m1" },
        response_b: { text: "b" },
        annotations: { d1: { pref: "a" }, p1: { pref: "b" }, h1: { pref: null, no_pref_reason: "not_applicable" } },
        metadata: { k: "v" },
      },
      { id: "d", prompt: null, text_a: "a", text_b: "b", annotations: { d1: { pref: "text_b" } } },
    ],
    told: [
      "1 u:q > a | b (m1, ?) preferred_text:HUMAN:a Is friendlier:AI:b human_2:HUMAN:skip",
      "2  > a | b preferred_text:HUMAN:b",
    ],
  },
  "RewardBench 1 and 2": {
    name: "reward-bench",
    rows: [
      { id: 3, subset: "refusals", prompt: "q", chosen: "good", rejected: "bad", chosen_model: "m1", rejected_model: "m2" },
      {
        id: "7",
        subset: "Math",
        prompt: "q",
        chosen: ["right"],
        rejected: ["wrong", "off"],
        models: ["m1", "m2", "m3"],
        num_correct: 1,
      },
    ],
    told: [
      "1 u:q > bad | good %(m1,m2) RewardBench:HUMAN:good",
      "2 u:q > right | wrong %(m1,m2) RewardBench:HUMAN:right",
      "2 u:q > off | right %(m1,m3) RewardBench:HUMAN:right",
    ],
  },
  AlpacaEval: {
    name: "alpaca-eval",
    rows: [
      { instruction: "i", output_1: "a", output_2: "b", generator_1: "m1", generator_2: "m2", annotator: 4, preference: 2 },
      {
        instruction: "i",
        output_1: "a",
        output_2: "b",
        generator_1: "m1",
        generator_2: "m2",
        annotator: "weighted_alpaca_eval_gpt4_turbo",
        preference: 1.25,
      },
      { instruction: "i", output_1: "a", output_2: "b", annotator: "alpaca_eval_gpt4", preference: 0 },
      { instruction: "i", output_1: "a", output_2: "b", annotator: "alpaca_eval_gpt4", preference: null },
      { instruction: "i", output_1: "a", output_2: "b", annotator: 1, preference: 3 },
    ],
    told: [
      "1 u:i > a | b (m1, m2) annotator 4:HUMAN:b",
      "2 u:i > a | b (m1, m2) weighted_alpaca_eval_gpt4_turbo:AI:p=0.25",
      "3 u:i > a | b alpaca_eval_gpt4:AI:tie",
      "4 u:i > a | b alpaca_eval_gpt4:AI:invalid",
      "5 refused preference: The preference is 3.",
    ],
  },
  "Label Studio": {
    name: "label-studio",
    rows: [
      {
        id: 5,
        data: { prompt: "q", text1: "a", text2: "b", topic: "t" },
        annotations: [
          {
            id: 1,
            completed_by: 3,
            lead_time: 4.2,
            created_at: "2025-01-02T03:04:05Z",
            result: [{ type: "pairwise", from_name: "pw", to_name: "text1,text2", value: { selected: "left" } }],
          },
          { id: 2, completed_by: { id: 4, email: "noor@example.org" }, was_cancelled: true, result: [] },
          { id: 3, completed_by: 3, result: [{ type: "choices", value: { choices: ["tie"] } }] },
        ],
        predictions: [{ model_version: "bert", result: [{ type: "pairwise", value: { selected: "right" } }] }],
      },
    ],
    told: ["1 u:q > a | b annotator 3:HUMAN:a noor@example.org:HUMAN:skip annotator 3:HUMAN:tie bert:AI:b"],
  },
  "Argilla 2 and 1": {
    name: "argilla",
    rows: [
      {
        id: "r1",
        fields: { prompt: "q", response1: "a", response2: "b" },
        responses: {
          preference: [
            { value: "response2", user_id: "u1" },
            { value: "response1", user_id: "u2" },
          ],
          why: [{ value: "because", user_id: "u1" }],
        },
        suggestions: { preference: { value: "response1", score: 0.9, agent: "gpt-4" } },
        metadata: { topic: "t" },
      },
      {
        id: "r2",
        fields: { prompt: "q", "response-1": "a", "response-2": "b" },
        responses: [
          {
            user_id: "u1",
            status: "submitted",
            values: {
              ranking: {
                value: [
                  { value: "response-1", rank: 1 },
                  { value: "response-2", rank: 2 },
                ],
              },
            },
          },
          { user_id: "u2", status: "draft", values: {} },
        ],
        suggestions: [],
      },
    ],
    told: ["1 u:q > a | b u1:HUMAN:b u2:HUMAN:a gpt-4:AI:a", "2 u:q > a | b u1:HUMAN:a"],
  },
};

describe("formats of published files", () => {
  test.each(Object.entries(CASES))("%s", (_name, { rows, document, name, told }) => {
    const found = read(rows, document);
    expect(found.name).toBe(name);
    // Which of two models is A's follows from the texts where the better response alone is known.
    const swapped = (line: string, wanted: string) =>
      wanted.includes("%(") ? line.replace(/\((\w+), (\w+)\)/, (_all, one, other) => `%(${[one, other].toSorted()})`) : line;
    expect(found.parts.map((part, index) => swapped(tell(part), told[index] ?? ""))).toEqual(told);
  });

  test("none is forgotten here", () => {
    const elsewhere = ["concord-jsonl", "hh-rlhf", "pandalm"];
    expect(new Set([...Object.values(CASES).map(({ name }) => name), ...elsewhere])).toEqual(new Set(NAMED_FORMATS));
  });

  test("margins, ratings, ranks and unknown columns are kept", () => {
    const kept = (name: string, index = 0) => {
      const parsed = read(CASES[name]?.rows ?? []).parts[index]?.parsed;
      if (parsed?.kind !== "comparison") throw new Error("not a comparison");
      const { labels, metadata, cluster, id, flags, turnIndex } = parsed.record;
      return { label: labels?.[0]?.metadata, rationale: labels?.[0]?.rationale, metadata, cluster, id, flags, turnIndex };
    };
    expect(kept("TRL with an explicit prompt")).toMatchObject({ label: { margin: 1.5 }, metadata: { source: "x" } });
    expect(kept("UltraFeedback raw")).toMatchObject({
      label: { score_a: 8, score_b: 8.5, aspects_a: { helpfulness: 4 } },
      metadata: { source: "evol" },
    });
    expect(kept("UltraFeedback binarised, the prompt once")).toMatchObject({
      label: { score_chosen: 8, score_rejected: 5 },
      cluster: "id1",
    });
    expect(kept("Nectar")).toMatchObject({ label: { rank_a: 2, rank_b: 1 }, metadata: { turns: 1 } });
    expect(kept("HelpSteer2 and HelpSteer3", 1)).toMatchObject({
      rationale: "d is right",
      metadata: { domain: "code", language: "python", overall_preference: 1 },
    });
    expect(kept("SHP")).toMatchObject({ cluster: "p1", metadata: { score_A: 9, post_id: "p1" } });
    expect(kept("HH-RLHF red team")).toMatchObject({
      flags: ["one response"],
      turnIndex: 2,
      metadata: { rating: 1, task_description: "t" },
    });
    expect(kept("MT-bench, first and second turn, people and GPT-4", 1)).toMatchObject({
      cluster: "81",
      turnIndex: 2,
      flags: ["histories part"],
    });
    expect(kept("Chatbot Arena: conversations, lists in columns, battles", 2)).toMatchObject({
      flags: ["texts not published"],
      id: expect.stringMatching(/^battle-/),
    });
    expect(kept("RewardBench 1 and 2", 1)).toMatchObject({ cluster: "Math/7", id: "Math/7/0-0" });
    expect(kept("Argilla 2 and 1")).toMatchObject({ rationale: "because", metadata: { topic: "t" }, id: "r1" });
  });
});
