import { useParams } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import { Empty } from "../../../ui/parts.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { useEnterprise, useRoleIn } from "../enterprise-data.ts";
import { ChangeAccount } from "./change-account.tsx";
import { PAYOUT } from "./payout-messages.ts";
import { PresentAccount } from "./present-account.tsx";

/** Where the money for an enterprise's own costs goes, and changing it. */
export const PayoutScreen = () => {
  const say = useSay(PAYOUT);
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  const role = useRoleIn(enterpriseId);
  const query = useEnterprise(enterpriseId);
  return (
    <>
      <ScreenHead title={say("title")} lead={say("lead")} />
      <Loaded query={query} lines={8}>
        {({ payoutAccount, profile, status }) => (
          <div className="stack wide">
            <section className="stack" aria-labelledby="present-title">
              <h2 id="present-title">{say("presentTitle")}</h2>
              {payoutAccount === undefined ? (
                <Empty title={say("none")}>
                  <p>{say("noneText")}</p>
                </Empty>
              ) : (
                <PresentAccount account={payoutAccount} />
              )}
            </section>
            {role === "editor" ? (
              <p className="muted">{say("notYours")}</p>
            ) : (
              <section className="stack" aria-labelledby="change-title">
                <h2 id="change-title">{say(payoutAccount === undefined ? "nameTitle" : "changeTitle")}</h2>
                <ChangeAccount
                  enterpriseId={enterpriseId}
                  present={payoutAccount}
                  legalName={profile.legalName ?? ""}
                  isRelied={status !== "draft"}
                />
              </section>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
};
