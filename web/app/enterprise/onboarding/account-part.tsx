import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { AccountFacts } from "../account/account-facts.tsx";
import { AccountForm } from "../account/account-form.tsx";
import type { Enterprise } from "../enterprise-data.ts";
import { ONBOARDING } from "./onboarding-messages.ts";

/** The payout account: named now, checked by its bank with the application. */
export const AccountPart = ({ enterprise }: { readonly enterprise: Enterprise }) => {
  const say = useSay(ONBOARDING);
  const { id, payoutAccount: account, profile, status } = enterprise;
  const form = (
    <AccountForm
      enterpriseId={id}
      legalName={profile.legalName ?? ""}
      label={say(account === undefined ? "nameAccount" : "nameOtherAccount")}
    />
  );
  return (
    <>
      {status === "draft" ? (
        <p className="muted">{say("accountFree")}</p>
      ) : (
        <Note tone="warn" title={say("accountHoldTitle")}>
          <p>{say("accountHold")}</p>
        </Note>
      )}
      {account === undefined ? (
        form
      ) : (
        <>
          <div className="card">
            <AccountFacts account={account} />
          </div>
          <details>
            <summary>{say("nameOtherAccount")}</summary>
            {form}
          </details>
        </>
      )}
    </>
  );
};
