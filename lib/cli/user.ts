import { erasePerson } from "@/lib/accounts/erase-person";
import { NewAccountInput } from "@/lib/auth/schema";
import { createUser, listUsers } from "@/lib/auth/users";
import { notFound } from "@/lib/errors";
import { formatQuantity } from "@/lib/format";
import { defineCommand, EXIT, required, toChoice, UsageError } from "./command";
import { readSecret } from "./io";

/** Makes an account. The password comes from standard input, never from an argument, which every user of the machine could read. */
export const userCreate = defineCommand({
  name: "user create",
  summary: "make an account; its password is read from standard input or asked for",
  options: {
    email: { type: "string", value: "E", help: "address to sign in with" },
    name: { type: "string", value: "N", help: "how others see them; left out: the part of the address before the @" },
    role: { type: "string", value: "ROLE", help: "`operator` runs the instance, `user` (the default) does not" },
  },
  example: "npx concord user create --email ada@example.org --name Ada --role operator < password.txt",
  run: async (actor, { values }, io) => {
    const email = required(values.email, "email");
    const role = toChoice(values.role ?? "user", "role", ["operator", "user"]);
    const password = await readSecret(io, `Password for ${email} (12 characters or more, not shown):`);
    if (password === "")
      throw new UsageError("No password came by standard input. Pipe one in, or run this in a terminal to be asked.");

    const input = NewAccountInput.parse({ email, name: values.name ?? email.split("@")[0], password });
    const { id } = await createUser(actor, { ...input, isOperator: role === "operator" });
    io.document({ id, email: input.email, name: input.name, role });
    io.print(`${input.email} can sign in${role === "operator" ? " and runs this instance" : ""}.`);
    return EXIT.done;
  },
});

/** Takes a person's identity out of the instance, as the operator's page does. Whose it is is told before it is done, since nothing brings it back. */
export const userErase = defineCommand({
  name: "user erase",
  summary: "take a person's identity out of the instance for ever; what they labelled stays under a pseudonym",
  options: {
    email: { type: "string", value: "E", help: "address of their account" },
    yes: { type: "boolean", help: "do it; without it the command says whom it would erase and changes nothing" },
  },
  example: "npx concord user erase --email ada@example.org --yes",
  run: async (actor, { values }, io) => {
    const email = required(values.email, "email").trim().toLowerCase();
    const user = (await listUsers(actor)).find((each) => each.email === email);
    if (!user) throw notFound(`An account for ${email}`);
    if (!values.yes) {
      throw new UsageError(
        `This would erase ${user.name} (${user.email}), a member of ${formatQuantity(user.projects, "project")}: name, address, password, sessions, keys and memberships, for ever. Say --yes to do it.`,
      );
    }
    const { pseudonym } = await erasePerson(actor, user.id);
    io.document({ id: user.id, pseudonym });
    io.print(
      `Erased. What they labelled, asked and decided stays under "${pseudonym}". Backups and logs of before still name them.`,
    );
    return EXIT.done;
  },
});
