import type { Store } from "../kernel/store.ts";
import { type Invitation, invitationIdSchema, invitationToken } from "./invitation.ts";
import { loadInvitation, loadInvitedAddress } from "./invitation-store.ts";

/** What mailing an invitation needs. `send` delivers at most once per id. */
export interface InvitationMailDeps {
  readonly store: Store;
  readonly idSecret: string;
  readonly send: (
    id: string,
    mail: { to: string; subject: string; text: string; html: string },
  ) => Promise<void>;
  /** Origin of the site, for the link. */
  readonly origin: string;
}

/** The words of an invitation, in both languages: nobody knows yet which one its reader chooses. */
export function invitationMail(
  { id, role, expiresAt }: Pick<Invitation, "id" | "role" | "expiresAt">,
  { token, origin, to }: { token: string; origin: string; to: string },
) {
  const link = `${origin}/invitations/${id}?token=${token}`;
  const until = `${expiresAt.slice(0, 16).replace("T", " ")} UTC`;
  const english = `You are invited to join an enterprise on Firstlot as its ${role}. The link works once, until ${until}. If you do not expect it, do nothing.`;
  const chinese = `您受邀以 ${role} 身份加入 Firstlot（首批）上的一家企业。链接仅可使用一次，有效期至 ${until}。如非预期，请忽略。`;
  return {
    to,
    subject: "Your invitation to Firstlot · 首批邀请",
    text: `${english}\n\n${chinese}\n\n${link}\n`,
    html: `<!doctype html><html lang="en"><body><p>${english}</p><p lang="zh-CN">${chinese}</p><p><a href="${link}">${link}</a></p></body></html>`,
  };
}

/** Mails an invitation's link to the address that was invited; nothing once it is no longer open or the person erased. */
export async function mailInvitation(deps: InvitationMailDeps, ref: string): Promise<void> {
  const { store, idSecret, origin } = deps;
  const invitation = await loadInvitation(store, invitationIdSchema.parse(ref));
  if (invitation?.status !== "pending") return;
  const to = await loadInvitedAddress(store, invitation);
  if (to === undefined) return;
  const token = invitationToken(idSecret, invitation.id);
  await deps.send(invitation.id, invitationMail(invitation, { token, origin, to }));
}
