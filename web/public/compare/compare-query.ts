/** As many campaigns as stand side by side. */
export const COMPARED_MAX = 3;

const CAMPAIGN_ID = /^cmp_[0-9A-HJKMNP-TV-Z]{20}$/;
const SHOWN_CHARACTERS = 40;

/** What an address asks to compare. */
export interface Asked {
  /** In the order of the address, each once. */
  readonly ids: readonly string[];
  /** What is no campaign's id, cut to what can be read. */
  readonly malformed: readonly string[];
  /** How many more were asked for than stand side by side. */
  readonly left: number;
}

/** Reads the `id` members of an address: the first three campaigns, each once. */
export function askedOf(members: readonly string[]): Asked {
  const each = [...new Set(members.map((member) => member.trim()).filter((member) => member !== ""))];
  const ids = each.filter((member) => CAMPAIGN_ID.test(member));
  const malformed = each.filter((member) => !CAMPAIGN_ID.test(member));
  return {
    ids: ids.slice(0, COMPARED_MAX),
    malformed: malformed.slice(0, COMPARED_MAX).map((member) => member.slice(0, SHOWN_CHARACTERS)),
    left: Math.max(0, ids.length - COMPARED_MAX),
  };
}

/** The address that compares these campaigns: it can be shared and kept. */
export const comparePath = (ids: readonly string[]): string =>
  ids.length === 0 ? "/compare" : `/compare?${ids.map((id) => `id=${id}`).join("&")}`;
