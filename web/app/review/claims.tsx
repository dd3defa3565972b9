import type { ReactNode } from "react";
import { useState } from "react";
import { useReader, useSay, written } from "../../ui/language.tsx";
import { Money, sumOf } from "../../ui/money.tsx";
import { Pairs, TableBox } from "../../ui/parts.tsx";
import { countryText, Time } from "../../ui/time.tsx";
import {
  type DeskCase,
  type StaffCampaign,
  type StaffEnterprise,
  useCampaign,
  useEnterprise,
} from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

type Pair = readonly [ReactNode, ReactNode];
const given = (...pairs: readonly (Pair | undefined)[]): Pair[] =>
  pairs.flatMap((pair) => (pair ? [pair] : []));

/** A text that the enterprise wrote. */
const Said = ({ text }: { readonly text: { en?: string | undefined; zh?: string | undefined } }) => {
  const { language } = useReader();
  const said = written(text, language);
  return <span lang={said.lang === language ? undefined : said.lang}>{said.text}</span>;
};

const People = ({ of }: { readonly of: StaffEnterprise }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const [shown, setShown] = useState(false);
  return (
    <div className="stack tight">
      <ul>
        {of.people.map((person, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: people have no id here and keep their order
          <li key={at}>
            {person.roles.map((role) => word("person", role)).join(", ")}
            {person.shareBps > 0 ? ` · ${person.shareBps / 100}%` : ""}
            {shown && person.name !== undefined ? ` · ${person.name}` : ""}
            {shown && person.birthDate !== undefined ? ` · ${person.birthDate}` : ""}
            {shown && person.identityLastFour !== undefined ? ` · …${person.identityLastFour}` : ""}
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="link-button" onClick={() => setShown(!shown)} aria-expanded={shown}>
          {say(shown ? "hidePeople" : "showPeople")}
        </button>
      </p>
    </div>
  );
};

function useEnterpriseClaims(enterprise: StaffEnterprise, step: string): Pair[] {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const { language } = useReader();
  const { profile, payoutAccount } = enterprise;
  if (step === "payout-account" && payoutAccount !== undefined)
    return given(
      [say("accountName"), payoutAccount.name],
      [say("account"), `${word("scheme", payoutAccount.scheme)} … ${payoutAccount.lastFour}`],
      [say("currency"), payoutAccount.currency],
      [say("accountState"), word("account", payoutAccount.status)],
      payoutAccount.nameCheck === undefined
        ? undefined
        : [
            say("nameCheck"),
            payoutAccount.nameCheck.answer === undefined
              ? say("notAnswered")
              : word("name_check", payoutAccount.nameCheck.answer),
          ],
      payoutAccount.holdUntil === undefined
        ? undefined
        : [say("holdUntil"), <Time key="hold" at={payoutAccount.holdUntil} />],
    );
  const { registryNumber, address, licence, country, legalForm } = profile;
  return given(
    [say("legalName"), profile.legalName ?? "–"],
    country === undefined ? undefined : [say("country"), countryText(country, language)],
    registryNumber === undefined
      ? undefined
      : [say("registryNumber"), `${registryNumber.scheme.toUpperCase()} ${registryNumber.text}`],
    legalForm === undefined ? undefined : [say("legalForm"), word("form", legalForm)],
    address === undefined
      ? undefined
      : [say("address"), `${address.street}, ${address.postalCode} ${address.city}`],
    licence === undefined
      ? undefined
      : [
          say("licence"),
          licence.validUntil === null
            ? say("licenceOpen", { number: licence.number })
            : say("licenceUntil", { number: licence.number, day: licence.validUntil }),
        ],
    [say("people"), <People key="people" of={enterprise} />],
  );
}

const EnterpriseClaims = ({
  enterprise,
  step,
}: {
  readonly enterprise: StaffEnterprise;
  readonly step: string;
}) => <Pairs items={useEnterpriseClaims(enterprise, step)} />;

const Plan = ({ of }: { readonly of: StaffCampaign }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const { tiers = [], unitCosts = [], spendingPlan = [] } = of.terms;
  const planned = sumOf(spendingPlan.map(({ amount }) => amount));
  return (
    <>
      <TableBox label={say("tiers")}>
        <table>
          <caption>{say("tiers")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("tier")}</th>
              <th scope="col" className="right">
                {say("price")}
              </th>
              <th scope="col" className="right">
                {say("unitCost")}
              </th>
              <th scope="col" className="right">
                {say("units")}
              </th>
            </tr>
          </thead>
          <tbody>
            {tiers.map(({ id, name, price, units }) => {
              const cost = unitCosts.find(({ tierId }) => tierId === id)?.cost;
              return (
                <tr key={id}>
                  <th scope="row">
                    <Said text={name} />
                  </th>
                  <td className="right">
                    <Money value={price} />
                  </td>
                  <td className="right">{cost === undefined ? "–" : <Money value={cost} />}</td>
                  <td className="right">{units}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableBox>
      <TableBox label={say("spendingPlan")}>
        <table>
          <caption>{say("spendingPlan")}</caption>
          <tbody>
            {spendingPlan.map(({ id, purpose, amount, payee }) => (
              <tr key={id}>
                <th scope="row">
                  <Said text={purpose} />
                </th>
                <td>{word("payee", payee)}</td>
                <td className="right">
                  <Money value={amount} />
                </td>
              </tr>
            ))}
          </tbody>
          {planned === undefined ? null : (
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  {say("total")}
                </th>
                <td className="right">
                  <Money value={planned} />
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      </TableBox>
    </>
  );
};

const Disclosure = ({ of }: { readonly of: StaffCampaign }) => {
  const say = useSay(REVIEW);
  const { summary, story, risks = [] } = of.terms;
  return (
    <div className="stack prose">
      {summary === undefined ? null : (
        <p>
          <strong>
            <Said text={summary} />
          </strong>
        </p>
      )}
      {story === undefined ? null : (
        <p className="pre">
          <Said text={story} />
        </p>
      )}
      <h4>{say("risks")}</h4>
      <ul>
        {risks.map((risk, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: risks have no id and keep their order
          <li key={at}>
            <Said text={risk} />
          </li>
        ))}
      </ul>
    </div>
  );
};

const CampaignClaims = ({ of, step }: { readonly of: DeskCase; readonly step: string }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const campaign = useCampaign(of.subject.enterpriseId, of.name.campaignId).data;
  if (campaign === undefined) return null;
  const { minGoal, hardCap, deadline, tranches = [] } = campaign.terms;
  if (step === "campaign-plausibility")
    return (
      <>
        <Pairs
          items={given(
            minGoal === undefined ? undefined : [say("goal"), <Money key="goal" value={minGoal} />],
            hardCap === undefined ? undefined : [say("cap"), <Money key="cap" value={hardCap} />],
            deadline === undefined ? undefined : [say("deadline"), <Time key="deadline" at={deadline} />],
          )}
        />
        <Plan of={campaign} />
      </>
    );
  if (step === "disclosure") return <Disclosure of={campaign} />;
  const tranche = tranches[(of.name.tranche ?? 0) - 1];
  if (step !== "tranche-evidence" || tranche === undefined) return null;
  return (
    <Pairs
      items={given(
        [say("condition"), <Said key="condition" text={tranche.condition} />],
        of.amount === undefined ? undefined : [say("amount"), <Money key="amount" value={of.amount} />],
        [say("evidenceAsked"), tranche.evidenceTypes.map((type) => word("evidence", type)).join(", ") || "–"],
      )}
    />
  );
};

const OF_ENTERPRISE = new Set(["identity", "conflict", "sanctions", "payout-account", "documents"]);

/** What the enterprise says, beside the files that are to prove it. */
export const Claims = ({ of, step }: { readonly of: DeskCase; readonly step: string }) => {
  const say = useSay(REVIEW);
  const enterprise = useEnterprise(of.subject.enterpriseId).data;
  const isOfEnterprise = OF_ENTERPRISE.has(step);
  if (step === "data-authenticity" || (isOfEnterprise && enterprise === undefined)) return null;
  return (
    <section className="stack" aria-labelledby="claims-title">
      <h3 id="claims-title" className="ruled">
        {say("claims")}
      </h3>
      {isOfEnterprise && enterprise !== undefined ? (
        <EnterpriseClaims enterprise={enterprise} step={step} />
      ) : (
        <CampaignClaims of={of} step={step} />
      )}
    </section>
  );
};
