import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Pairs } from "../../../ui/parts.tsx";
import { countryText, Time } from "../../../ui/time.tsx";
import { percentOfBps } from "../campaign/editor/terms-form.ts";
import type { Enterprise } from "../enterprise-data.ts";
import { EVIDENCE } from "../evidence/evidence-messages.ts";
import { PresentAccount } from "../payout/present-account.tsx";
import type { HandedIn } from "./documents-part.tsx";
import { ONBOARDING } from "./onboarding-messages.ts";
import type { Written } from "./sections.ts";

type Answer = readonly [ReactNode, ReactNode];

const Part = (props: {
  readonly section: Written;
  /** Where it can be changed; nowhere once it was handed in. */
  readonly base?: string | undefined;
  readonly children: ReactNode;
}) => {
  const say = useSay(ONBOARDING);
  const { section, base, children } = props;
  return (
    <section className="card stack" aria-labelledby={`answers-${section}`}>
      <div className="row between">
        <h2 id={`answers-${section}`} className="answers-title">
          {say(`section_${section}`)}
        </h2>
        {base === undefined ? null : (
          <Link to={base} search={{ section }}>
            {say("change")}
            <span className="away"> {say(`section_${section}`)}</span>
          </Link>
        )}
      </div>
      {children}
    </section>
  );
};

const People = ({ people }: Pick<Enterprise, "people">) => {
  const say = useSay(ONBOARDING);
  const word = useWord(ONBOARDING);
  if (people.length === 0) return <p className="muted">{say("open")}</p>;
  return (
    <ul className="plain stack">
      {people.map(({ name, roles, shareBps, birthDate, email, identityLastFour }, at) => {
        const facts = [
          roles.map((role) => word("role", role)).join(say("comma")),
          ...(shareBps === 0 ? [] : [say("shareOf", { percent: percentOfBps(shareBps) })]),
          ...(email === undefined ? [] : [email]),
          ...(identityLastFour === undefined ? [] : [say("identityEnds", { lastFour: identityLastFour })]),
        ];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: people of a file never change their order here
          <li key={at}>
            <strong>{name ?? say("personHidden")}</strong>
            <br />
            <span className="muted">{facts.join(" · ")}</span>
            {birthDate === undefined ? null : (
              <span className="muted">
                {" · "}
                {say("born")} <Time at={birthDate} as="date" />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** Everything that the file says, part by part, with the way to change each while it can be changed. */
export const Answers = (props: {
  readonly enterprise: Enterprise;
  readonly documents: readonly HandedIn[];
  readonly base?: string | undefined;
}) => {
  const say = useSay(ONBOARDING);
  const word = useWord(ONBOARDING);
  const ofEvidence = useWord(EVIDENCE);
  const { language } = useReader();
  const { enterprise, documents, base } = props;
  const { profile, people, payoutAccount: account } = enterprise;
  const { address, licence, registryNumber } = profile;
  const open = say("open");
  const legal: Answer[] = [
    [say("legalName"), profile.legalName ?? open],
    [say("tradingName"), profile.tradingName ?? say("none")],
    [say("country"), profile.country === undefined ? open : countryText(profile.country, language)],
    [say("legalForm"), profile.legalForm === undefined ? open : word("form", profile.legalForm)],
    [say("sector"), profile.sector === undefined ? open : word("sector", profile.sector)],
    [say("website"), profile.website ?? say("none")],
  ];
  const registration: Answer[] = [
    [say("scheme"), registryNumber === undefined ? open : word("scheme", registryNumber.scheme)],
    [
      say("registryNumber"),
      registryNumber === undefined ? (
        open
      ) : (
        <span key="number" className="mono">
          {registryNumber.text}
        </span>
      ),
    ],
    [
      say("licenceNumber"),
      licence === undefined ? (
        open
      ) : (
        <span key="licence" className="mono">
          {licence.number}
        </span>
      ),
    ],
    [
      say("licenceUntil"),
      licence === undefined ? (
        open
      ) : licence.validUntil === null ? (
        say("licenceHasNoEnd")
      ) : (
        <Time key="until" at={licence.validUntil} as="date" />
      ),
    ],
  ];
  return (
    <div className="stack">
      <Part section="legal" base={base}>
        <Pairs items={legal} />
      </Part>
      <Part section="registration" base={base}>
        <Pairs items={registration} />
      </Part>
      <Part section="address" base={base}>
        {address === undefined ? (
          <p className="muted">{open}</p>
        ) : (
          <p>
            {address.street}
            <br />
            {address.postalCode} {address.city}
            <br />
            {countryText(address.country, language)}
          </p>
        )}
      </Part>
      <Part section="people" base={base}>
        <People people={people} />
      </Part>
      <Part section="account" base={base}>
        {account === undefined ? <p className="muted">{open}</p> : <PresentAccount account={account} />}
      </Part>
      <Part section="documents" base={base}>
        {documents.length === 0 ? (
          <p className="muted">{open}</p>
        ) : (
          <Pairs
            items={documents.map(({ type, fileName }) => [ofEvidence("type", type), fileName] as const)}
          />
        )}
      </Part>
    </div>
  );
};
