import type { Event } from "@firstlot/core/audit/event";
import { loadPartner } from "@firstlot/core/bank/partner-store";
import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import { inLanguage } from "@firstlot/core/campaign/presale-terms";
import { loadEnterprise } from "@firstlot/core/enterprise/enterprise-store";
import { enterpriseIdSchema, partnerIdSchema, type UserId } from "@firstlot/core/identity/actor";
import { loadRoster } from "@firstlot/core/identity/roster-store";
import { listStaffGrants } from "@firstlot/core/identity/staff-grant-store";
import type { Locale } from "@firstlot/core/identity/user";
import { loadUser } from "@firstlot/core/identity/user-store";
import type { Store } from "@firstlot/core/kernel/store";
import { currencySchema } from "@firstlot/core/money/currency";
import { formatAmount, money } from "@firstlot/core/money/money";
import { giveNotice } from "@firstlot/core/notice/give-notice";
import type { NoticeParams, NoticeTemplate } from "@firstlot/core/notice/notice-texts";
import { referenceOf } from "@firstlot/core/pledge/payment-desk";
import { missingOf, pledgeIdSchema, totalOf } from "@firstlot/core/pledge/pledge";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import { endpointIdSchema } from "@firstlot/core/webhook/endpoint";
import { loadEndpoint } from "@firstlot/core/webhook/endpoint-store";
import { z } from "zod";
import type { Projection } from "../stream/on-change.ts";
import { failureText } from "./failure-text.ts";

const STAFF_MAX = 200;

/** One notice in each language; the reader's own is chosen when it is given. */
interface Told {
  readonly template: NoticeTemplate;
  readonly ref: string;
  readonly to: readonly UserId[];
  readonly params: (locale: Locale) => NoticeParams;
}

/** A clock time as a person reads it; the zone is said. */
const timeText = (instant: string): string => `${instant.slice(0, 16).replace("T", " ")} UTC`;
/** An exact amount as a person reads it: `EUR 1,234.50`. Never a float. */
const readable = (code: string, amount: string): string => {
  const [whole = "", decimals] = amount.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${code} ${decimals === undefined ? grouped : `${grouped}.${decimals}`}`;
};
const amountText = (minor: unknown, currency: unknown): string => {
  const code = currencySchema.parse(currency);
  return readable(code, formatAmount(money(z.int().parse(minor), code)));
};

/** Tells people what an event means for them, once per event however often it is told (docs/rules/notice.md). */
export const noticeProjection =
  (store: Store): Projection =>
  async (event) => {
    for (const told of await toldBy(store, event)) {
      for (const userId of told.to) {
        const locale = (await loadUser(store, userId))?.locale ?? "en";
        const { template, ref, params } = told;
        await giveNotice(store, event.id, { userId, template, ref, params: params(locale) }, event.at);
      }
    }
  };

async function toldBy(store: Store, event: Event): Promise<readonly Told[]> {
  const [room] = event.kind.split(".");
  switch (room) {
    case "pledge":
      return pledgeNotices(store, event);
    case "campaign":
      return campaignNotices(store, event);
    case "review":
      return reviewNotices(store, event);
    case "tranche":
      return trancheNotices(store, event);
    case "payout_account":
      return event.kind === "payout_account.changed" ? accountNotices(store, event) : [];
    case "endpoint":
      return endpointNotices(store, event);
    case undefined:
      return [];
  }
  return [];
}

const PLEDGE_TEMPLATES: Readonly<Record<string, NoticeTemplate>> = {
  "pledge.reserved": "pledge_receipt",
  "pledge.paid": "payment_received",
  "pledge.payment_short": "payment_short",
  "pledge.payment_returned": "payment_late",
  "pledge.expired": "pledge_expired",
  "pledge.confirmed": "campaign_funded_backer",
  "pledge.refund_requested": "refund_started",
  "pledge.withdrawn": "refund_started",
  "pledge.refunded": "refund_sent",
  "pledge.refund_failed": "refund_failed",
};

async function pledgeNotices(store: Store, event: Event): Promise<readonly Told[]> {
  const template = PLEDGE_TEMPLATES[event.kind];
  if (template === undefined) return [];
  const pledge = await loadPledge(store, pledgeIdSchema.parse(event.aggregate));
  if (pledge === undefined) return [];
  const { data } = event;
  const title = await titleOf(store, pledge.campaignId);
  const { currency } = pledge;
  const moved = data.amountMinor === undefined ? totalOf(pledge).minor : data.amountMinor;
  const amount = amountText(event.kind === "pledge.reserved" ? totalOf(pledge).minor : moved, currency);
  const missing = data.missingMinor === undefined ? "" : amountText(data.missingMinor, currency);
  const params = (locale: Locale): NoticeParams => ({
    campaign: title(locale),
    amount,
    missing:
      missing === "" && pledge.status === "reserved"
        ? amountText(missingOf(pledge).minor, currency)
        : missing,
    received: amountText(pledge.receivedMinor, currency),
    excess: data.excessMinor === undefined ? "" : amountText(data.excessMinor, currency),
    payBy: "payBy" in pledge ? timeText(pledge.payBy) : "",
    reference: referenceOf(pledge.id),
    reason: failureText(data.reasonCode, locale),
  });
  const told: Told = { template, ref: pledge.id, to: [pledge.backerId], params };
  return data.excessMinor === undefined ? [told] : [told, { ...told, template: "payment_over" }];
}

async function titleOf(store: Store, campaignId: string): Promise<(locale: Locale) => string> {
  const campaign = await loadCampaign(store, campaignId);
  const title = campaign?.terms.title ?? {};
  return (locale) => inLanguage(title, locale === "zh-CN" ? "zh" : "en");
}

async function membersOf(store: Store, enterpriseId: string): Promise<readonly UserId[]> {
  const roster = await loadRoster(store, enterpriseIdSchema.parse(enterpriseId));
  return roster?.members.map(({ userId }) => userId) ?? [];
}

const CAMPAIGN_TEMPLATES: Readonly<Record<string, NoticeTemplate>> = {
  "campaign.funded": "campaign_funded",
  "campaign.failed": "campaign_failed",
  "campaign.cancelled": "campaign_cancelled",
};

async function campaignNotices(store: Store, event: Event): Promise<readonly Told[]> {
  const template = CAMPAIGN_TEMPLATES[event.kind];
  const campaign = template === undefined ? undefined : await loadCampaign(store, event.aggregate);
  if (template === undefined || campaign === undefined) return [];
  const title = await titleOf(store, campaign.id);
  // the event's own sum: a campaign that failed is refunding, and no longer says what it raised, by the time this runs
  const { raisedMinor, currency } = event.data;
  const raised = raisedMinor === undefined ? "" : amountText(raisedMinor, currency);
  const to = await membersOf(store, campaign.enterpriseId);
  return [
    { template, ref: campaign.id, to, params: (locale) => ({ campaign: title(locale), amount: raised }) },
  ];
}

async function reviewNotices(store: Store, event: Event): Promise<readonly Told[]> {
  const template =
    event.kind === "review.change_requested"
      ? "change_requested"
      : event.kind !== "review.decided"
        ? undefined
        : event.data.verdict === "approve"
          ? "review_approved"
          : "review_rejected";
  if (template === undefined || event.data.subject === "tranche") return [];
  const enterpriseId = String(event.data.enterprise);
  const ref = String(event.data.ref);
  const subject = await subjectOf(store, ref, enterpriseId);
  const answerBy = event.data.answerBy === undefined ? "" : timeText(String(event.data.answerBy));
  const to = await membersOf(store, enterpriseId);
  return [
    { template, ref: event.aggregate, to, params: (locale) => ({ subject: subject(locale), answerBy }) },
  ];
}

async function subjectOf(
  store: Store,
  ref: string,
  enterpriseId: string,
): Promise<(locale: Locale) => string> {
  if (ref.startsWith("cmp_")) return titleOf(store, ref);
  const enterprise = await loadEnterprise(store, enterpriseIdSchema.parse(enterpriseId));
  return () => enterprise?.profile.legalName ?? "";
}

async function trancheNotices(store: Store, event: Event): Promise<readonly Told[]> {
  const template =
    event.kind === "tranche.approved"
      ? "tranche_approved"
      : event.kind === "tranche.refused"
        ? "tranche_refused"
        : undefined;
  const campaign =
    template === undefined ? undefined : await loadCampaign(store, String(event.data.campaignId));
  if (template === undefined || campaign === undefined) return [];
  const title = await titleOf(store, campaign.id);
  const amount = readable(String(event.data.currency), String(event.data.amount));
  const to = await membersOf(store, campaign.enterpriseId);
  return [{ template, ref: event.aggregate, to, params: (locale) => ({ campaign: title(locale), amount }) }];
}

async function accountNotices(store: Store, event: Event): Promise<readonly Told[]> {
  const enterpriseId = String(event.data.enterpriseId);
  const enterprise = await loadEnterprise(store, enterpriseIdSchema.parse(enterpriseId));
  const params = () => ({ enterprise: enterprise?.profile.legalName ?? "" });
  return [
    {
      template: "payout_account_changed",
      ref: enterpriseId,
      to: await membersOf(store, enterpriseId),
      params,
    },
  ];
}

async function endpointNotices(store: Store, event: Event): Promise<readonly Told[]> {
  const template =
    event.kind === "endpoint.failing"
      ? "endpoint_failing"
      : event.kind === "endpoint.disabled"
        ? "endpoint_disabled"
        : undefined;
  if (template === undefined) return [];
  const { items } = await listStaffGrants(store, { limit: STAFF_MAX });
  const operators = items.filter(({ status, role }) => status === "granted" && role === "operator");
  const to = [...new Set(operators.map(({ userId }) => userId))];
  const endpoint = await endpointName(store, event);
  const params = () => ({ endpoint, since: timeText(event.at) });
  return [{ template, ref: event.aggregate, to, params }];
}

/** An endpoint by its bank and its host; by its id where it is gone. */
async function endpointName(store: Store, { aggregate, data }: Event): Promise<string> {
  const id = endpointIdSchema.parse(aggregate);
  const partnerId = partnerIdSchema.safeParse(data.partner);
  if (!partnerId.success) return id;
  const [partner, endpoint] = await Promise.all([
    loadPartner(store, partnerId.data),
    loadEndpoint(store, { partnerId: partnerId.data, id }),
  ]);
  return partner === undefined || endpoint === undefined
    ? id
    : `${partner.name}, ${new URL(endpoint.url).host}`;
}
