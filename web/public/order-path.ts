/** What an address may say of itself: the link that led to it, the tier that was pointed at. */
const CODE = /^[A-Za-z0-9_-]{1,40}$/;

/** A code of an address, or `undefined` for anything else. */
export const codeOf = (text: string | undefined): string | undefined =>
  text !== undefined && CODE.test(text) ? text : undefined;

/** Where backing a campaign begins; the code of the link that led to the campaign goes with it. */
export function orderPath(
  campaignId: string,
  codes: { readonly via: string | undefined; readonly tier?: string },
): string {
  const query = Object.entries(codes).flatMap(([name, code]) =>
    code === undefined ? [] : [`${name}=${code}`],
  );
  return `/campaigns/${campaignId}/back${query.length === 0 ? "" : `?${query.join("&")}`}`;
}
