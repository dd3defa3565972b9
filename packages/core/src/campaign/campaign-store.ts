import { z } from "zod";
import { append } from "../audit/event.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { listSharded, listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Page, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { dueAttributes } from "../work/due.ts";
import {
  type Campaign,
  type CampaignStatus,
  campaignIdSchema,
  campaignSchema,
  dueAtOf,
  isTransition,
} from "./campaign.ts";
import { inLanguage } from "./presale-terms.ts";

/** Partitions of the list of campaigns in one state: a state may hold most campaigns there are. */
const BOARD_SHARDS = 4;

/** The item that holds the state; its existence is the identity of the command that created it. */
export const campaignKey = (id: string): Key => ({ pk: `CAMPAIGN#${id}`, sk: "STATE" });

/** The terms lie apart: they are large, change only while they are written, and are in no index. */
const termsKey = (id: string): Key => ({ pk: `CAMPAIGN#${id}`, sk: "TERMS" });

const boardOf = (status: CampaignStatus): string => `CAMPAIGNS#${status}`;

/** The campaign with its terms, both as of one moment; `undefined` where there is none. */
export async function loadCampaign(store: Store, id: string): Promise<Campaign | undefined> {
  const [state, terms] = await store.getTogether([campaignKey(id), termsKey(id)]);
  if (state === undefined) return undefined;
  invariant(terms !== undefined, "a campaign has terms, be they empty");
  return parseCampaign(state, terms);
}

function parseCampaign(state: StoredItem, terms: StoredItem): Campaign {
  const { pk: _pk, sk: _sk, duePk: _dp, dueSk: _ds, listPk: _lp, listSk: _ls, title: _title, ...own } = state;
  return campaignSchema.parse({ ...own, terms: terms.terms });
}

/** What lists show of a campaign. */
export const campaignRowSchema = z.object({
  id: campaignIdSchema,
  kind: z.enum(["presale"]),
  enterpriseId: z.string(),
  status: z.string(),
  title: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  version: z.int(),
});
export type CampaignRow = Readonly<z.infer<typeof campaignRowSchema>>;

const titleOf = ({ terms }: Campaign): string =>
  terms.title === undefined ? "" : inLanguage(terms.title, terms.language ?? "en");

const rowPk = (enterpriseId: string): string => `CAMPAIGNSOF#${enterpriseId}`;

function rowWrite(next: Campaign, isNew: boolean): Write {
  const { id, kind, enterpriseId, status, createdAt, changedAt, version } = next;
  const row = { id, kind, enterpriseId, status, title: titleOf(next), createdAt, changedAt, version };
  return {
    Put: {
      Item: { pk: rowPk(enterpriseId), sk: `${createdAt}#${id}`, ...row },
      ConditionExpression: isNew ? "attribute_not_exists(pk)" : "attribute_exists(pk)",
    },
  };
}

function stateWrite(next: Campaign, previous: Campaign | undefined): Write {
  const { terms: _terms, ...state } = next;
  const key = campaignKey(next.id);
  const dueAt = dueAtOf(next);
  return {
    Put: {
      Item: {
        ...key,
        ...state,
        title: titleOf(next),
        listPk: listShardOf(boardOf(next.status), BOARD_SHARDS, next.id),
        listSk: `${next.changedAt}#${next.id}`,
        ...(dueAt === undefined ? {} : dueAttributes(key.pk, dueAt)),
      },
      ...(previous === undefined
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : {
            ConditionExpression: "version = :previous",
            ExpressionAttributeValues: { ":previous": previous.version },
          }),
    },
  };
}

function termsWrite(next: Campaign, previous: Campaign | undefined): Write {
  return {
    Put: {
      Item: { ...termsKey(next.id), termsVersion: next.termsVersion, terms: next.terms },
      ...(previous === undefined
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : {
            ConditionExpression: "termsVersion = :previous",
            ExpressionAttributeValues: { ":previous": previous.termsVersion },
          }),
    },
  };
}

/**
 * Records one change of a campaign: state, row, event, and the terms when they changed.
 * A state change that the machine does not have is a bug.
 * @param next the campaign as the transition left it; takes on the next version here
 * @returns the campaign as stored, and the writes `campaign`, `campaign-row`, `campaign-event:<version>` (and
 *   `campaign-terms`)
 */
export function campaignChange(change: {
  previous: Campaign | undefined;
  /** The campaign as it is stored, where one commit records two changes: conditions are on this one. */
  stored?: Campaign;
  next: Campaign;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { campaign: Campaign; writes: Writes } {
  const { previous, next, kind, actor, at, data = {}, stored = previous } = change;
  invariant(
    previous === undefined ||
      previous.status === next.status ||
      isTransition({ from: previous.status, to: next.status }),
    `no transition from ${previous?.status} to ${next.status}`,
  );
  const appended = append({
    id: next.id,
    previous,
    happening: { kind, actor, at, data: { status: next.status, ...data } },
  });
  const { version, eventHash } = appended;
  const campaign = campaignSchema.parse({ ...next, changedAt: at, version, eventHash });
  const writes: Writes = {
    campaign: stateWrite(campaign, stored),
    "campaign-row": rowWrite(campaign, stored === undefined),
    [`campaign-event:${version}`]: appended.write,
  };
  return {
    campaign,
    writes:
      stored?.termsVersion === campaign.termsVersion
        ? writes
        : { ...writes, "campaign-terms": termsWrite(campaign, stored) },
  };
}

const PAGE_MAX = 100;

/** Campaigns of one enterprise, newest first, read strongly. */
export async function listCampaignsByEnterprise(
  store: Store,
  options: { enterpriseId: string; limit: number; after?: StoredItem | undefined },
): Promise<Page<CampaignRow>> {
  const page = await store.query({
    pk: rowPk(options.enterpriseId),
    newestFirst: true,
    limit: Math.min(options.limit, PAGE_MAX),
    after: options.after,
  });
  return { items: page.items.map((item) => campaignRowSchema.parse(item)), next: page.next };
}

/** Campaigns in one state, longest unchanged first; from the index, for people to look at. */
export async function listCampaignsByStatus(
  store: Store,
  options: { status: CampaignStatus; limit: number; after?: string | undefined },
): Promise<{ items: readonly CampaignRow[]; next?: string | undefined }> {
  const page = await listSharded(store, {
    partitions: listShardsOf(boardOf(options.status), BOARD_SHARDS),
    limit: Math.min(options.limit, PAGE_MAX),
    after: options.after,
  });
  return { items: page.items.map((item) => campaignRowSchema.parse(item)), next: page.next };
}
