import type { DeskCase } from "./review-data.ts";
import type { SayReview } from "./review-messages.ts";

/** Who acted, by name: colleagues by theirs, everybody else by their part. */
export function actorText(actor: string, { people }: Pick<DeskCase, "people">, say: SayReview): string {
  if (!actor.startsWith("usr_")) return say("thePlatform");
  const member = people.find(({ userId }) => userId === actor);
  if (member === undefined) return say("theApplicant");
  return member.name ?? say("aColleague", { id: actor.slice(-4) });
}
