/** Texts of the multiple choice by a principle, in the anatomy of Constitutional AI: conversation, principle, options, answer. */

export const CHOICE_SAMPLE = `Here is a conversation between a person and an assistant, up to the point where the assistant replies:

{{conversation}}

{{principle}}

Options:
 ({{first}}) {{response_1}}
 ({{second}}) {{response_2}}`;

export const CHOICE_ENDING = "The answer is:";

export const CHOICE_REASONING = "Let us think it through, step by step, before we answer.";
