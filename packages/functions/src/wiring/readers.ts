import type { UserId } from "@firstlot/core/identity/actor";
import { loadPerson } from "@firstlot/core/identity/person";
import type { Locale } from "@firstlot/core/identity/user";
import { loadUser } from "@firstlot/core/identity/user-store";
import type { Store } from "@firstlot/core/kernel/store";

/** Where a user reads mail, and in which language; `undefined` once they are erased or without an address. */
export const readerOf =
  (store: Store) =>
  async (userId: UserId): Promise<{ email: string; locale: Locale } | undefined> => {
    const user = await loadUser(store, userId);
    const person = user === undefined ? undefined : await loadPerson(store, user.personId);
    if (user === undefined || person?.email === undefined) return undefined;
    return { email: person.email, locale: user.locale };
  };
