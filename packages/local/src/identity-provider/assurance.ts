import { interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { AccountStore } from "./account.ts";

/** How surely somebody was recognised, as the `acr` of tokens says it. */
export const ACR = {
  password: "urn:firstlot:acr:password",
  mfa: "urn:firstlot:acr:mfa",
} as const;

/** Whether a request asks for the second factor (`acr_values`). */
export const asksForMfa = (acrValues: unknown): boolean =>
  typeof acrValues === "string" && acrValues.split(" ").includes(ACR.mfa);

/**
 * When somebody must prove again who they are. To the checks of OpenID Connect (`prompt=login`, `max_age`, no session)
 * it adds: the second factor was asked for and this session has none; the password was changed since.
 * There is no consent page: every client is our own.
 */
export function signInPolicy({ accounts }: { accounts: AccountStore }) {
  const { Check, base } = interactionPolicy;
  const policy = base();
  policy.remove("consent");
  const check = (reason: string, description: string, isNeeded: (context: KoaContextWithOIDC) => boolean) =>
    policy
      .get("login")
      ?.checks.add(
        new Check(reason, description, "login_required", (context) =>
          isNeeded(context) ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
        ),
      );
  check("second_factor", "a second factor is required", ({ oidc }) => {
    const isAsked = asksForMfa(oidc.params?.acr_values);
    return isAsked && oidc.session?.acr !== ACR.mfa;
  });
  check("session_over", "the account changed since this sign-in", ({ oidc }) => {
    const { accountId, loginTs } = oidc.session ?? {};
    if (accountId === undefined) return false;
    const account = accounts.bySub(accountId);
    if (account === undefined) return true;
    return (loginTs ?? 0) < Math.floor(Date.parse(account.passwordChangedAt) / 1_000);
  });
  return policy;
}
