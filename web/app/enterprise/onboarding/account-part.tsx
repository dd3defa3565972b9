import type { Enterprise } from "../enterprise-data.ts";
import { ChangeAccount } from "../payout/change-account.tsx";
import { PresentAccount } from "../payout/present-account.tsx";

/** The payout account: named now, checked by its bank with the application. */
export const AccountPart = ({ enterprise }: { readonly enterprise: Enterprise }) => {
  const { id, payoutAccount: account, profile, status } = enterprise;
  return (
    <>
      {account === undefined ? null : <PresentAccount account={account} />}
      <ChangeAccount
        enterpriseId={id}
        present={account}
        legalName={profile.legalName ?? ""}
        isRelied={status !== "draft"}
      />
    </>
  );
};
