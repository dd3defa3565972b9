import { useRoleIn } from "../enterprise-data.ts";
import type { Campaign } from "./campaign-data.ts";
import { type CampaignTab, tabsOf } from "./campaign-tabs.ts";

/** The screens that this campaign has for the signed-in person. */
export const useTabs = (campaign: Campaign): readonly CampaignTab[] =>
  tabsOf(campaign, useRoleIn(campaign.enterpriseId));
