import { mailBodies } from "../kernel/mail.ts";
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

const ROLES = {
  owner: { en: "an owner", "zh-CN": "所有者" },
  editor: { en: "an editor", "zh-CN": "编辑" },
  finance: { en: "a finance member", "zh-CN": "财务成员" },
} as const satisfies Record<Invitation["role"], Readonly<Record<"en" | "zh-CN", string>>>;

/** The words of an invitation, in both languages: nobody knows yet which one its reader chooses. */
export function invitationMail(
  { id, role, expiresAt }: Pick<Invitation, "id" | "role" | "expiresAt">,
  { token, origin, to }: { token: string; origin: string; to: string },
) {
  const link = `${origin}/invitations/${id}?token=${token}`;
  const until = `${expiresAt.slice(0, 16).replace("T", " ")} UTC`;
  const subject = "Your invitation to Firstlot · 首批邀请";
  const bodies = mailBodies({
    subject,
    parts: [
      {
        language: "en",
        title: "Your invitation to Firstlot",
        paragraphs: [
          `You are invited to join an enterprise on Firstlot as ${ROLES[role].en}. The link works once, until ${until}. If you do not expect it, do nothing.`,
        ],
      },
      {
        language: "zh-CN",
        title: "加入首批的邀请",
        paragraphs: [
          `您受邀以${ROLES[role]["zh-CN"]}身份加入首批（Firstlot）上的一家企业。链接仅可使用一次，有效期至 ${until}。如非预期，请忽略。`,
        ],
      },
    ],
    act: { label: "Accept the invitation · 接受邀请", href: link },
  });
  return { to, subject, ...bodies };
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
