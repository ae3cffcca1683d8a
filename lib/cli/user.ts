import { NewAccountInput } from "@/lib/auth/schema";
import { createUser } from "@/lib/auth/users";
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
