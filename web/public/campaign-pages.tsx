import { Hono } from "hono";
import { sayIn } from "../messages/say.ts";
import { written } from "../ui/language.tsx";
import { moneyText } from "../ui/money.tsx";
import { CampaignPage } from "./campaign/campaign-page.tsx";
import { type Campaign, readCampaign } from "./campaign/campaign-read.ts";
import { campaignData } from "./campaign/structured-data.ts";
import { pictureUrl } from "./campaign-words.ts";
import { type Head, pageHtml } from "./layout.tsx";
import { notFoundPage } from "./message-pages.tsx";
import { codeOf } from "./order-path.ts";
import { PUBLIC } from "./public-messages.ts";
import { type PagesDeps, type Visit, visitOf } from "./visit.ts";

const COUNTRY = /^[A-Z]{2}$/;

/** The country that shipping is shown for: asked for, else where the enterprise is. */
const countryOf = (asked: string | undefined, campaign: Campaign): string =>
  asked !== undefined && COUNTRY.test(asked) ? asked : campaign.place.country;

function headOf(visit: Visit, campaign: Campaign): Head {
  const { language, deps } = visit;
  const say = sayIn(PUBLIC, language);
  const [cover] = campaign.media;
  return {
    title: written(campaign.title, language).text,
    description: say("campaignHtmlDescription", {
      summary: written(campaign.summary, language).text,
      name: campaign.enterpriseName,
      goal: moneyText(campaign.minGoal, language),
    }),
    canonical: `/campaigns/${campaign.id}`,
    ...(cover === undefined ? {} : { image: `${deps.origin}${pictureUrl(cover.key)}` }),
    data: campaignData(campaign, visit),
  };
}

/** `/campaigns/{id}`: a published campaign in whatever state it is. */
export const campaignPages = (deps: PagesDeps): Hono =>
  new Hono().get("/campaigns/:campaignId", async (c) => {
    const visit = await visitOf(c, deps);
    const campaign = await readCampaign(visit.api, c.req.param("campaignId"));
    if (campaign === undefined) return c.html(notFoundPage(visit), 404);
    const via = codeOf(c.req.query("via"));
    const country = countryOf(c.req.query("country"), campaign);
    return c.html(
      pageHtml(
        { visit, head: headOf(visit, campaign), current: "explore" },
        <CampaignPage campaign={campaign} now={visit.now} country={country} via={via} />,
      ),
    );
  });
