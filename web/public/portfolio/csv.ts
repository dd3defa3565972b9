import type { Language } from "../../messages/say.ts";
import { written } from "../../ui/language.tsx";
import { itemName } from "../pledging/problem-words.ts";
import type { Holding } from "./holdings.ts";

const HEAD = [
  "pledge",
  "campaign",
  "enterprise",
  "items",
  "status",
  "currency",
  "total",
  "received",
  "refunded",
  "reserved_at",
  "paid_at",
  "confirmed_at",
  "fulfilled_at",
] as const;

/** A cell that no spreadsheet takes for a formula, quoted where it has to be. */
export function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The pledges as a table for spreadsheets (RFC 4180): amounts as exact texts, times as ISO 8601 in UTC. */
export function csvOf(holdings: readonly Holding[], language: Language): string {
  const rows = holdings.map(({ pledge, campaign, refunds }) => [
    pledge.id,
    campaign === undefined ? pledge.campaignId : written(campaign.title, language).text,
    campaign?.enterpriseName ?? "",
    pledge.lines
      .map(({ itemId, quantity }) => `${quantity} × ${itemName(campaign, itemId, language)}`)
      .join("; "),
    pledge.status,
    pledge.total.currency,
    pledge.total.amount,
    pledge.received.amount,
    refunds
      .filter(({ status }) => status === "settled")
      .map(({ amount }) => amount.amount)
      .join(" + "),
    pledge.createdAt,
    pledge.paidAt ?? "",
    pledge.confirmedAt ?? "",
    pledge.fulfilledAt ?? "",
  ]);
  return [HEAD, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
