import { z } from "zod";
import type { Caller } from "./caller.ts";
import type { Maker } from "./campaign-acts.ts";
import { signedUp } from "./crowd.ts";
import { PUBLIC, type Stage } from "./stage.ts";

const EMAIL = "finn@story.example";
const mails = z.looseObject({ items: z.array(z.looseObject({ text: z.string() })) });
const invitation = z.looseObject({ id: z.string() });

/** The owner invites a finance colleague, who opens an account and joins by the mailed link. */
export async function financeColleague(stage: Stage, { enterpriseId, owner }: Maker): Promise<Caller> {
  const { id } = await owner.do("POST", `${PUBLIC}/enterprises/${enterpriseId}/invitations`, invitation, {
    json: { email: EMAIL, role: "finance" },
  });
  await stage.settle();
  const { items } = await stage.anyone.do("GET", `/mailbox/messages?to=${EMAIL}&limit=10`, mails);
  const [, token = ""] =
    items.map(({ text }) => /token=([^\s]+)/.exec(text)).find((found) => found !== null) ?? [];
  await signedUp(stage, EMAIL, "Finn Finance");
  const colleague = stage.steppedUp({ email: EMAIL });
  await colleague.do("POST", `${PUBLIC}/invitations/${id}/accept`, invitation, { json: { token } });
  stage.tell("Finn has joined the enterprise for its finances, by the mailed link");
  return colleague;
}
