import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWord } from "../../ui/code-word.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { Pairs } from "../../ui/parts.tsx";
import { countryText, Time } from "../../ui/time.tsx";
import { Loaded } from "../parts/problem.tsx";
import { ReplayPart } from "../review/replay-part.tsx";
import { type StaffEnterprise, useCase, useEnterprise } from "../review/review-data.ts";
import { RecordTag } from "./record-tag.tsx";
import { REGULATOR } from "./regulator-messages.ts";
import { Trail } from "./trail.tsx";

type Pair = readonly [ReactNode, ReactNode];

function useFacts(enterprise: StaffEnterprise): Pair[] {
  const say = useSay(REGULATOR);
  const word = useWord(REGULATOR);
  const { language } = useReader();
  const { profile, payoutAccount, people } = enterprise;
  const { country, registryNumber, address, sector } = profile;
  const moments = [
    [say("created"), enterprise.createdAt],
    [say("applied"), enterprise.appliedAt],
    [say("verified"), enterprise.verifiedAt],
  ] as const;
  return [
    ...(country === undefined ? [] : ([[say("country"), countryText(country, language)]] as const)),
    ...(registryNumber === undefined
      ? []
      : ([
          [say("registryNumber"), `${registryNumber.scheme.toUpperCase()} ${registryNumber.text}`],
        ] as const)),
    ...(address === undefined
      ? []
      : ([[say("address"), `${address.street}, ${address.postalCode} ${address.city}`]] as const)),
    ...(sector === undefined ? [] : ([[say("sector"), word("sector", sector)]] as const)),
    [
      say("people"),
      <ul key="people" className="plain">
        {people.map((person, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: people have no id here and keep their order
          <li key={at}>
            {person.roles.map((role) => word("person", role)).join(", ")}
            {person.shareBps > 0 ? ` · ${person.shareBps / 100}%` : ""}
          </li>
        ))}
      </ul>,
    ],
    ...(payoutAccount === undefined
      ? []
      : ([
          [
            say("payoutAccount"),
            <span key="account">
              … {payoutAccount.lastFour} <RecordTag group="payout" state={payoutAccount.status} />
            </span>,
          ],
        ] as const)),
    ...moments.flatMap(([term, at]): Pair[] => (at === undefined ? [] : [[term, <Time key="at" at={at} />]])),
    [say("number"), <code key="id">{enterprise.id}</code>],
  ];
}

const Review = ({ caseId }: { readonly caseId: string }) => {
  const say = useSay(REGULATOR);
  const review = useCase(caseId).data;
  return (
    <section className="card stack tight" aria-labelledby="review-title">
      <h2 id="review-title">{say("review")}</h2>
      <p>
        <Link to="/app/regulator/trail/$aggregateId" params={{ aggregateId: caseId }}>
          {say("reviewTrail")}
        </Link>
      </p>
      {review === undefined ? null : <ReplayPart of={review} />}
    </section>
  );
};

const Record = ({ enterprise }: { readonly enterprise: StaffEnterprise }) => {
  const say = useSay(REGULATOR);
  return (
    <>
      <header className="stack tight record-head">
        <p className="small">
          <Link to="/app/regulator/enterprises">{say("backToEnterprises")}</Link>
        </p>
        <h1>{enterprise.profile.legalName ?? say("unnamed")}</h1>
        <p>
          <RecordTag group="enterprise" state={enterprise.status} />
        </p>
      </header>
      <div className="record">
        <Trail id={enterprise.id} />
        <aside className="stack">
          <section className="card stack tight" aria-labelledby="facts-title">
            <h2 id="facts-title">{say("facts")}</h2>
            <Pairs items={useFacts(enterprise)} />
          </section>
          {enterprise.caseId === undefined ? null : <Review caseId={enterprise.caseId} />}
        </aside>
      </div>
    </>
  );
};

/** An enterprise as the regulator reads it: facts without personal data, its review, every change. */
export const EnterpriseRecord = () => {
  const { enterpriseId = "" } = useParams({ strict: false });
  const query = useEnterprise(enterpriseId);
  return (
    <Loaded isScreen query={query} lines={12}>
      {(enterprise) => <Record enterprise={enterprise} />}
    </Loaded>
  );
};
