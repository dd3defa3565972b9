import { useReader, useSay, type Written, written } from "../language.tsx";
import { Money, type WireMoney } from "../money.tsx";
import { Facts, TableBox, Tag } from "../parts.tsx";
import { countryText, Time } from "../time.tsx";
import { PREVIEW } from "./preview-messages.ts";

/** What of the terms a page shows; anything may still be missing. */
export interface PreviewTerms {
  readonly title?: Written | undefined;
  readonly summary?: Written | undefined;
  readonly story?: Written | undefined;
  readonly place?: { readonly country: string; readonly city: Written } | undefined;
  readonly tiers?: readonly PreviewTier[] | undefined;
  readonly addOns?:
    | readonly { readonly id: string; readonly name: Written; readonly price: WireMoney }[]
    | undefined;
  readonly spendingPlan?:
    | readonly { readonly id: string; readonly purpose: Written; readonly amount: WireMoney }[]
    | undefined;
  readonly risks?: readonly Written[] | undefined;
  readonly faq?: readonly { readonly question: Written; readonly answer: Written }[] | undefined;
  readonly team?: readonly { readonly name: string; readonly role: Written }[] | undefined;
  readonly media?: readonly { readonly key: string; readonly alt: Written }[] | undefined;
  readonly minGoal?: WireMoney | undefined;
  readonly deadline?: string | undefined;
}

interface PreviewTier {
  readonly id: string;
  readonly name: Written;
  readonly description: Written;
  readonly price: WireMoney;
  readonly units: number;
  readonly deliverBy: string;
  readonly closesAt?: string | undefined;
}

/** A text of the enterprise in the reader's language, or in the one it was written in. */
export const Said = ({ text }: { readonly text: Written | undefined }) => {
  const { language } = useReader();
  const said = written(text ?? {}, language);
  return said.text === "" ? null : <span lang={said.lang}>{said.text}</span>;
};

const Paragraphs = ({ text }: { readonly text: Written | undefined }) => {
  const { language } = useReader();
  const said = written(text ?? {}, language);
  return said.text.split(/\n{2,}/).map((part, at) =>
    part.trim() === "" ? null : (
      // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name
      <p key={at} lang={said.lang}>
        {part}
      </p>
    ),
  );
};

const Tier = ({ tier }: { readonly tier: PreviewTier }) => {
  const say = useSay(PREVIEW);
  const { name, description, price, units, deliverBy, closesAt } = tier;
  return (
    <li className="card stack tight">
      <div className="row between">
        <strong>
          <Said text={name} />
        </strong>
        <strong>
          <Money value={price} />
        </strong>
      </div>
      <p>
        <Said text={description} />
      </p>
      <p className="muted small">
        {say("tierFacts", { units, month: deliverBy })}
        {closesAt === undefined ? null : (
          <>
            {" "}
            {say("until")} <Time at={closesAt} />
          </>
        )}
      </p>
    </li>
  );
};

const Lists = ({ terms }: { readonly terms: PreviewTerms }) => {
  const say = useSay(PREVIEW);
  const { spendingPlan = [], risks = [], faq = [], team = [] } = terms;
  return (
    <>
      {spendingPlan.length === 0 ? null : (
        <>
          <h3>{say("useOfFunds")}</h3>
          <TableBox label={say("useOfFunds")}>
            <table>
              <tbody>
                {spendingPlan.map(({ id, purpose, amount }) => (
                  <tr key={id}>
                    <th scope="row">
                      <Said text={purpose} />
                    </th>
                    <td className="right">
                      <Money value={amount} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        </>
      )}
      {risks.length === 0 ? null : (
        <>
          <h3>{say("risks")}</h3>
          <ul>
            {risks.map((risk, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: risks have no other name
              <li key={at}>
                <Said text={risk} />
              </li>
            ))}
          </ul>
        </>
      )}
      {team.length === 0 ? null : (
        <>
          <h3>{say("team")}</h3>
          <ul>
            {team.map(({ name, role }) => (
              <li key={name}>
                {name}, <Said text={role} />
              </li>
            ))}
          </ul>
        </>
      )}
      {faq.length === 0 ? null : (
        <>
          <h3>{say("questions")}</h3>
          {faq.map(({ question, answer }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: questions have no other name
            <details key={at}>
              <summary>
                <Said text={question} />
              </summary>
              <Paragraphs text={answer} />
            </details>
          ))}
        </>
      )}
    </>
  );
};

/** A pre-sale as backers will read it: nothing in it acts. */
export const PresalePreview = ({ terms }: { readonly terms: PreviewTerms }) => {
  const say = useSay(PREVIEW);
  const { language } = useReader();
  const { place, tiers = [], minGoal, deadline, media = [] } = terms;
  const [cover] = media;
  const title = written(terms.title ?? {}, language);
  return (
    <article className="presale-preview stack" aria-label={say("preview")}>
      {cover === undefined ? null : (
        <img src={`/api/public/v1/${cover.key}`} alt={written(cover.alt, language).text} />
      )}
      <div className="stack tight">
        <h2 lang={title.lang}>{title.text === "" ? say("noTitle") : title.text}</h2>
        <p className="lead">
          <Said text={terms.summary} />
        </p>
        {place === undefined ? null : (
          <p className="muted small">
            <Said text={place.city} /> · {countryText(place.country, language)}
          </p>
        )}
      </div>
      <Facts
        items={[
          [say("goal"), minGoal === undefined ? say("open") : <Money key="goal" value={minGoal} />],
          [say("deadline"), deadline === undefined ? say("open") : <Time key="end" at={deadline} />],
        ]}
      />
      <p className="small">
        <Tag>{say("rule")}</Tag> {say("ruleText")}
      </p>
      <Paragraphs text={terms.story} />
      {tiers.length === 0 ? null : (
        <>
          <h3>{say("tiers")}</h3>
          <ul className="plain stack">
            {tiers.map((tier) => (
              <Tier key={tier.id} tier={tier} />
            ))}
          </ul>
        </>
      )}
      <Lists terms={terms} />
    </article>
  );
};
