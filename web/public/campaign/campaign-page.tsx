import { useReader, useSay, written } from "../../ui/language.tsx";
import { moneyText } from "../../ui/money.tsx";
import { Facts } from "../../ui/parts.tsx";
import { countryText, Time } from "../../ui/time.tsx";
import { CATEGORY_KEYS, percentText, pictureUrl } from "../campaign-words.ts";
import { comparePath } from "../compare/compare-query.ts";
import { PUBLIC } from "../public-messages.ts";
import type { Campaign } from "./campaign-read.ts";
import { FundingBox } from "./funding-box.tsx";
import { MoneyTrail, UseOfFunds } from "./funds.tsx";
import { cheapestOf, useDeliveryText } from "./key-facts.ts";
import { ReviewSummary } from "./review-summary.tsx";
import { Offers } from "./tiers.tsx";
import { Paragraphs, Said } from "./written-text.tsx";

interface CampaignProps {
  readonly campaign: Campaign;
  readonly now: string;
  readonly country: string;
  /** The code of the link that led here. */
  readonly via: string | undefined;
}

const KeyFacts = ({ campaign }: { readonly campaign: Campaign }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const { minGoal, hardCap, tiers, vatBps, category } = campaign;
  const cheapest = cheapestOf(tiers);
  const delivery = useDeliveryText(tiers);
  return (
    <Facts
      items={[
        [say("factKind"), say("kindPresale")],
        [say("factGoal"), moneyText(minGoal, language)],
        [say("factCap"), moneyText(hardCap, language)],
        [say("factFrom"), cheapest === undefined ? "" : moneyText(cheapest, language)],
        [say("factDelivery"), delivery],
        [say("factVat"), say("factVatText", { rate: percentText(vatBps) })],
        [say("factCategory"), say(CATEGORY_KEYS[category])],
      ]}
    />
  );
};

const Pictures = ({ campaign }: { readonly campaign: Campaign }) => {
  const { language } = useReader();
  const [, ...others] = campaign.media;
  if (others.length === 0) return null;
  return (
    <ul className="grid pictures">
      {others.map(({ key, alt }) => {
        const said = written(alt, language);
        return (
          <li key={key}>
            <img src={pictureUrl(key)} alt={said.text} lang={said.lang} loading="lazy" />
          </li>
        );
      })}
    </ul>
  );
};

const Enterprise = ({ campaign }: { readonly campaign: Campaign }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const { enterpriseName, place, team, publishedAt } = campaign;
  return (
    <section className="stack" id="enterprise" aria-labelledby="enterprise-title">
      <h2 id="enterprise-title">{say("enterprise")}</h2>
      <p>
        <strong>{enterpriseName}</strong>, <Said text={place.city} />, {countryText(place.country, language)}.{" "}
        {say("published")} <Time at={publishedAt} as="day" />
      </p>
      <h3>{say("team")}</h3>
      <ul>
        {team.map(({ name, role }) => (
          <li key={name}>
            {name}, <Said text={role} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Risks = ({ campaign }: { readonly campaign: Campaign }) => {
  const say = useSay(PUBLIC);
  return (
    <section className="stack" id="risks" aria-labelledby="risks-title">
      <h2 id="risks-title">{say("risks")}</h2>
      <p>{say("risksIntro")}</p>
      <ul>
        {campaign.risks.map((risk, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: risks have no other name
          <li key={at}>
            <Said text={risk} />
          </li>
        ))}
      </ul>
      <p className="muted">{say("notBuying")}</p>
    </section>
  );
};

const Questions = ({ campaign: { faq } }: { readonly campaign: Campaign }) => {
  const say = useSay(PUBLIC);
  if (faq.length === 0) return null;
  return (
    <section className="stack" id="questions" aria-labelledby="questions-title">
      <h2 id="questions-title">{say("questions")}</h2>
      {faq.map(({ question, answer }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: questions have no other name
        <details key={at}>
          <summary>
            <Said text={question} />
          </summary>
          <div className="stack tight">
            <Paragraphs text={answer} />
          </div>
        </details>
      ))}
    </section>
  );
};

const JUMPS = [
  ["plan", "plan"],
  ["rewards", "rewards"],
  ["funds", "useOfFunds"],
  ["trail", "trail"],
  ["risks", "risks"],
  ["enterprise", "enterprise"],
  ["review", "review"],
] as const;

const Jump = () => {
  const say = useSay(PUBLIC);
  return (
    <nav aria-label={say("jump")} className="no-print">
      <ul className="row plain jump">
        {JUMPS.map(([id, key]) => (
          <li key={id}>
            <a href={`#${id}`}>{say(key)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** A campaign for everybody: what is made, what it costs, where the money is, and what was checked. */
export const CampaignPage = (props: CampaignProps) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const { campaign, now, via } = props;
  const title = written(campaign.title, language);
  const [cover] = campaign.media;
  return (
    <article className="campaign">
      <header className="stack tight">
        <p className="muted">
          {say("by", { name: campaign.enterpriseName })} · <Said text={campaign.place.city} />,{" "}
          {countryText(campaign.place.country, language)}
        </p>
        <h1 lang={title.lang}>{title.text}</h1>
        <p className="lead">
          <Said text={campaign.summary} />
        </p>
        {title.lang === language ? null : (
          <p className="small muted">
            {say("languageOther", { language: say(title.lang === "en" ? "languageEn" : "languageZh") })}
          </p>
        )}
      </header>
      <div className="cover">
        {cover === undefined ? null : (
          <img
            src={pictureUrl(cover.key)}
            alt={written(cover.alt, language).text}
            lang={written(cover.alt, language).lang}
            fetchPriority="high"
          />
        )}
      </div>
      <FundingBox campaign={campaign} now={now} via={via} />
      <div className="stack wide details">
        <KeyFacts campaign={campaign} />
        <p className="no-print">
          <a href={comparePath([campaign.id])}>{say("compareThis")}</a>
        </p>
        <Jump />
        <section className="stack" id="plan" aria-labelledby="plan-title">
          <h2 id="plan-title">{say("plan")}</h2>
          <Paragraphs text={campaign.story} />
          <Pictures campaign={campaign} />
        </section>
        <Offers {...props} />
        <UseOfFunds campaign={campaign} />
        <MoneyTrail campaign={campaign} />
        <Risks campaign={campaign} />
        <Enterprise campaign={campaign} />
        <ReviewSummary campaign={campaign} />
        <Questions campaign={campaign} />
      </div>
    </article>
  );
};
