import { type TransferId, transferId } from "../ledger/transfer.ts";

/** The accounts of a campaign that its control account is split into. */
export const SPLIT_INTO = ["fee-payable", "vat-payable", "reserve", "tranche-locked"] as const;
export type SplitAccount = (typeof SPLIT_INTO)[number];

/** The ledger entry that moves a part of the confirmed total; there is none where the part is zero. */
export const splitEntryId = (campaignId: string, to: SplitAccount): TransferId =>
  transferId([campaignId, "split", to]);
