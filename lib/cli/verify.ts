import { verifyAudit } from "@/lib/audit/verify";
import { getProject } from "@/lib/auth/access";
import { formatQuantity } from "@/lib/format";
import { checkInvariants } from "./checks/check-invariants";
import { defineCommand, EXIT } from "./command";

/** Checks what must always hold: the audit chain, and that labels agree with their history. Exit 1 names the first breach. */
export const verify = defineCommand({
  name: "verify",
  summary: "check the audit trail, and labels against their history",
  options: { project: { type: "string", value: "PROJECT", help: "id or slug; every project when left out" } },
  example: "npx concord verify --project household-assistant",
  run: async (actor, { values }, io) => {
    const project = values.project === undefined ? null : await getProject(actor, values.project, "read");
    const audit = await verifyAudit();
    const invariants = await checkInvariants(project?.id ?? null);
    const broken = audit.breach === null ? null : `broken at entry ${audit.breach.position}: ${audit.breach.reason}`;
    const breaches = [
      ...(broken === null ? [] : [{ check: "the audit trail", says: broken }]),
      ...invariants.flatMap(({ name, breach }) => (breach === null ? [] : [{ check: name, says: breach }])),
    ];
    io.document({ sound: breaches.length === 0, project: project?.slug ?? null, audit, invariants, breach: breaches[0] ?? null });
    io.print(
      `${broken === null ? "ok    " : "BROKEN"}  the audit trail (${broken ?? formatQuantity(audit.entries, "entry", "entries")})`,
    );
    for (const { name, rows, breach } of invariants) {
      io.print(`${breach === null ? "ok    " : "BROKEN"}  ${name} (${breach ?? formatQuantity(rows, "row")})`);
    }
    // Noted elsewhere, it shows later whether entries were cut off at the end.
    if (audit.head !== null) io.print(`Head of the audit trail: ${audit.head}`);
    const [first] = breaches;
    if (!first) return EXIT.done;
    io.note(`First breach: ${first.check}: ${first.says}`);
    return EXIT.bug;
  },
});
