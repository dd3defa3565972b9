import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Column } from "./table.tsx";

interface CampaignRow {
  readonly id: string;
  readonly enterpriseId: string;
  readonly title: string;
  readonly status: string;
}

/**
 * Which campaign, and where it is in its life: the first two columns of staff's lists of campaigns.
 * @param base address under which a campaign's screen is, as `{enterpriseId}/{campaignId}`
 */
export const campaignColumns = (of: {
  readonly heads: { readonly campaign: string; readonly state: string };
  readonly untitled: string;
  readonly base: string;
  readonly tag: (status: string) => ReactNode;
}): readonly Column<CampaignRow>[] => [
  {
    head: of.heads.campaign,
    cell: ({ id, enterpriseId, title }) => (
      <Link to={`${of.base}/${enterpriseId}/${id}`}>{title === "" ? of.untitled : title}</Link>
    ),
  },
  { head: of.heads.state, cell: ({ status }) => of.tag(status) },
];
