import { z } from "zod";
import type { Key, Page, Store, StoredItem, Write } from "../kernel/store.ts";
import type { EnterpriseId } from "./actor.ts";
import { type Invitation, type InvitationId, invitationSchema } from "./invitation.ts";
import { emailSchema, type PersonId } from "./person.ts";

export const invitationKey = (id: InvitationId): Key => ({ pk: `INVITATION#${id}`, sk: "STATE" });

function parseInvitation(item: StoredItem): Invitation {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...invitation } = item;
  return invitationSchema.parse(invitation);
}

export async function loadInvitation(store: Store, id: InvitationId): Promise<Invitation | undefined> {
  const item = await store.get(invitationKey(id));
  return item === undefined ? undefined : parseInvitation(item);
}

/** The write of `next`; refused if anybody changed the invitation since it was read. */
export const putInvitation = (next: Invitation, previous?: Invitation): Write => ({
  Put: {
    Item: {
      ...invitationKey(next.id),
      ...next,
      listPk: `INVITATIONS#${next.enterpriseId}`,
      listSk: `${next.createdAt}#${next.id}`,
    },
    ...(previous === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "version = :previous",
          ExpressionAttributeValues: { ":previous": previous.version },
        }),
  },
});

/** The invitations of an enterprise, newest first. */
export async function listInvitations(
  store: Store,
  options: { enterpriseId: EnterpriseId; limit: number; after?: StoredItem | undefined },
): Promise<Page<Invitation>> {
  const { items, next } = await store.query({
    index: "list",
    pk: `INVITATIONS#${options.enterpriseId}`,
    newestFirst: true,
    limit: options.limit,
    after: options.after,
  });
  return { items: items.map(parseInvitation), next };
}

const addressKey = ({ personId, id }: { personId: PersonId; id: InvitationId }): Key => ({
  pk: `PERSON#${personId}`,
  sk: `INVITED#${id}`,
});

/** The address that an invitation is sent to: personal data, so it is with the person and not on the invitation. */
export const putInvitedAddress = (invitation: Pick<Invitation, "id" | "personId">, email: string): Write => ({
  Put: {
    Item: { ...addressKey(invitation), email },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** Where to send an invitation, or `undefined` when the person was erased. */
export async function loadInvitedAddress(
  store: Store,
  invitation: Pick<Invitation, "id" | "personId">,
): Promise<string | undefined> {
  const item = await store.get(addressKey(invitation));
  return item === undefined ? undefined : z.object({ email: emailSchema }).parse(item).email;
}
