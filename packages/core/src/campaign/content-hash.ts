import { canonicalJson } from "../kernel/canonical-json.ts";
import { sha256Hex } from "../kernel/id.ts";
import type { Campaign } from "./campaign.ts";

/**
 * The hash of what is reviewed: kind and terms, nothing of the state. Approval and publication are bound to it, so
 * that nothing is published that differs by one byte from what was approved.
 */
export const contentHash = ({ kind, terms }: Pick<Campaign, "kind" | "terms">): string =>
  sha256Hex(canonicalJson({ kind, terms }));
