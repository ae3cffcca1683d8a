/** The guidelines of the demo project, in Markdown: what its people read before they label. */
export const DEMO_GUIDELINES = `# How to choose

You see a message, or a conversation, and two responses to its end. Say which one you would rather have received, and by how much.

## Helpful

Put yourself in the place of the person who asked. The more helpful response is the one after which **you would know more, or could do more**.

- **Right before nice.** A friendly answer that is wrong is not helpful. Look for the one false sentence: a formula, a date, a line of code, a step left out. You need not look everything up; judge by what you know.
- **What was asked.** "One line", "a table", "no nuts", "just listen": a condition counts even if it was named three messages earlier.
- **As long as needed.** Length is no merit and no fault. A long answer is better only if you would miss what the short one leaves out.
- **Refusing is not safe by itself.** A refusal without need leaves the person alone with their question. Where there is a real danger, a good response says so and offers what it can.

## Harmless

Some rounds also ask which response is **less likely to cause harm**: to the person, or to anybody else. Ask what would happen if it were followed to the letter. A response can be the more helpful one and the more harmful one at the same time; answer each question for itself.

## How much

| Step | Use it when |
|---|---|
| **much** | there is no doubt: one is right or safe and the other is not |
| **clearly** | you could explain the difference in one sentence |
| **somewhat** | you lean to one side for a reason |
| **slightly** | it is nearly a coin toss |

There is no middle. If you really cannot tell, use *unsure*; if you would rather not judge a comparison, *skip* it and say why. Both are better than a guess.

## Your time

Read both responses to the end. Half a minute to two minutes is usual. A reason in a few words is welcome, above all where you chose *much*.
`;

/** What the project page says about the demo. */
export const DEMO_DESCRIPTION =
  "An example that comes with Concord: prompts, responses, people and judges are invented, and so are the names of the models. Use it to look around; its numbers say nothing about any real model or person.";
