import { type CampaignStatus, campaignIdSchema, TRANSITIONS } from "@firstlot/core/campaign/campaign";
import {
  type CampaignRow,
  listCampaignsByStatus,
  loadCampaign,
} from "@firstlot/core/campaign/campaign-store";
import { inLanguage } from "@firstlot/core/campaign/presale-terms";
import { ENTERPRISE_STATUSES, type Enterprise } from "@firstlot/core/enterprise/enterprise";
import { listEnterprises, loadEnterprise } from "@firstlot/core/enterprise/enterprise-store";
import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import type { Store } from "@firstlot/core/kernel/store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { campaignRowView } from "../campaign-views.ts";
import { json } from "../content.ts";
import { enterpriseRowOf, enterpriseRowView } from "../enterprise-views.ts";
import { problems } from "../problem.ts";
import { present } from "../respond.ts";
import { declare } from "../route.ts";

const query = z.object({
  /** An id, or part of a title or name in any case. */
  q: z.string().trim().min(1).max(120),
});
/** What was found; `complete` is false when not everything could be looked at. */
const foundOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), complete: z.boolean() });
const campaignsFound = foundOf(campaignRowView).openapi("CampaignsFound");
const enterprisesFound = foundOf(enterpriseRowView).openapi("EnterprisesFound");

const campaignsRoute = declare({
  method: "get",
  path: "/search/campaigns",
  operationId: "exploreCampaignRecords",
  tags: ["campaigns"],
  summary: "Campaigns by id or by part of their title, in every state",
  "x-permission": "campaign.list",
  request: { query },
  responses: { 200: json(campaignsFound, "At most 50 campaigns"), ...problems },
});

const enterprisesRoute = declare({
  method: "get",
  path: "/search/enterprises",
  operationId: "exploreEnterpriseRecords",
  tags: ["enterprises"],
  summary: "Enterprises by id or by part of their legal name, in every state",
  "x-permission": "enterprise.list",
  request: { query },
  responses: { 200: json(enterprisesFound, "At most 50 enterprises"), ...problems },
});

const FOUND_MAX = 50;
const PAGE = 100;
/** Pages of one state that one search looks at; more is a matter for an export. */
const PAGES_MAX = 5;

const isIn = (text: string | undefined, sought: string): boolean =>
  text?.toLocaleLowerCase().includes(sought.toLocaleLowerCase()) ?? false;

/** Walks one list of a state, as far as a search may. */
async function walked<T>(
  page: (after: string | undefined) => Promise<{ items: readonly T[]; next?: string | undefined }>,
  fits: (item: T) => boolean,
): Promise<{ items: readonly T[]; complete: boolean }> {
  const items: T[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const read = await page(after);
    items.push(...read.items.filter(fits));
    after = read.next;
    if (after === undefined) return { items, complete: true };
  }
  return { items, complete: false };
}

const together = <T>(parts: readonly { items: readonly T[]; complete: boolean }[]) => {
  const items = parts.flatMap((part) => part.items);
  return {
    items: items.slice(0, FOUND_MAX),
    complete: items.length <= FOUND_MAX && parts.every((part) => part.complete),
  };
};

const isStatus = (text: string): text is CampaignStatus => Object.hasOwn(TRANSITIONS, text);

async function campaignsLike(
  store: Store,
  q: string,
): Promise<{ items: readonly CampaignRow[]; complete: boolean }> {
  const id = campaignIdSchema.safeParse(q);
  if (id.success) {
    const campaign = await loadCampaign(store, id.data);
    if (campaign === undefined) return { items: [], complete: true };
    const { title, language = "en" } = campaign.terms;
    const row = { ...campaign, title: title === undefined ? "" : inLanguage(title, language) };
    return { items: [row], complete: true };
  }
  const states = Object.keys(TRANSITIONS).filter(isStatus);
  return together(
    await Promise.all(
      states.map((status) =>
        walked(
          (after) => listCampaignsByStatus(store, { status, limit: PAGE, after }),
          ({ title }) => isIn(title, q),
        ),
      ),
    ),
  );
}

async function enterprisesLike(
  store: Store,
  q: string,
): Promise<{ items: readonly Enterprise[]; complete: boolean }> {
  const id = enterpriseIdSchema.safeParse(q);
  if (id.success) {
    const enterprise = await loadEnterprise(store, id.data);
    return { items: enterprise === undefined ? [] : [enterprise], complete: true };
  }
  return together(
    await Promise.all(
      ENTERPRISE_STATUSES.map((status) =>
        walked(
          (after) => listEnterprises(store, { status, limit: PAGE, after }),
          ({ profile }) => isIn(profile.legalName, q) || isIn(profile.tradingName, q),
        ),
      ),
    ),
  );
}

/** Look-ups of the staff: a campaign or an enterprise by what people know of it. */
export const searchRoutes = ({ store }: { store: Store }) =>
  router()
    .openapi(campaignsRoute, async (c) => {
      const found = await campaignsLike(store, c.req.valid("query").q);
      return c.json(present(campaignsFound, found), 200);
    })
    .openapi(enterprisesRoute, async (c) => {
      const { items, complete } = await enterprisesLike(store, c.req.valid("query").q);
      const rows = items.map((one) => enterpriseRowOf(one));
      return c.json(present(enterprisesFound, { items: rows, complete }), 200);
    });
