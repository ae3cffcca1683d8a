/** Entries of the audit trail as sentences about whoever did them; what has no sentence here is named as the trail names it. */
const SENTENCES: Readonly<Record<string, (target: string) => string>> = {
  "project.create": () => "made the project",
  "project.edit": () => "changed the project’s name or description",
  "project.archive": () => "archived the project",
  "project.restore": () => "restored the project",
  "project.operator-access": () => "opened the project as an operator",
  "dataset.import": (target) => `imported ${target}`,
  "export.start": (target) => `exported ${target}`,
  "guidelines.save": (target) => `saved the guidelines, ${target}`,
  "criterion.add": (target) => `added the criterion ${target}`,
  "criterion.edit": (target) => `changed the criterion ${target}`,
  "criterion.archive": (target) => `put the criterion ${target} aside`,
  "criterion.restore": (target) => `took the criterion ${target} back`,
  "scale.save": () => "changed the scale",
  "labelling.save": () => "changed what annotators are asked",
  "comparison.flag": (target) => `flagged ${lower(target)}`,
  "flag.resolve": (target) => `dealt with a flag on ${lower(target)}`,
  "flag.reopen": (target) => `opened a flag on ${lower(target)} again`,
  "question.ask": (target) => `asked about ${lower(target)}`,
  "question.answer": (target) => `answered a question about ${lower(target)}`,
  "question.seen": () => "read the answers to their questions",
  "response.edit": (target) => `edited a response of ${lower(target)}`,
  "adjudication.rule": () => "changed what comes before the adjudicators",
  "adjudication.give": (target) => `adjudicated ${lower(target)}`,
  "round.create": (target) => `drafted ${lower(target)}`,
  "round.save": (target) => `changed ${lower(target)}`,
  "round.delete": (target) => `threw ${lower(target)} away`,
  "round.open": (target) => `opened ${lower(target)}`,
  "round.close": (target) => `closed ${lower(target)}`,
  "round.reopen": (target) => `opened ${lower(target)} again`,
  "round.pause": (target) => `paused ${lower(target)}`,
  "round.resume": (target) => `resumed ${lower(target)}`,
  "round.saveMember": (target) => `changed group or limit of ${target}`,
  "round.addMember": (target) => `added ${target}`,
  "round.removeMember": (target) => `took out ${target}`,
  "member.join": (target) => `joined${target ? ` as ${target.toLowerCase()}` : ""}`,
  "member.change": (target) => `changed the role of ${target}`,
  "member.remove": (target) => `removed ${target}`,
  "invitation.create": () => "made an invitation",
  "invitation.revoke": () => "revoked an invitation",
  "judge.save": (target) => `saved the judge ${target}`,
  "judge-run.start": (target) => `started ${target}`,
  "baseline.run": (target) => `ran the baseline ${target}`,
  "demo.complete": () => "wrote the example’s texts, people and judges",
  "endpoint.create": (target) => `added the endpoint ${target}`,
  "endpoint.change": (target) => `changed the endpoint ${target}`,
};

/** An entry of the audit trail in words that follow a name. */
export function toActionWords(action: string, target: string): string {
  return SENTENCES[action]?.(target) ?? `${action} ${target}`.trim();
}

function lower(target: string): string {
  return target.replace(/^(Round|Comparison)/, (word) => word.toLowerCase());
}
