/** On-demand prices in us-east-1, USD per million (docs/cost.md names their sources). */
const WRITE_UNITS_PER_MILLION = 0.625;
const READ_UNITS_PER_MILLION = 0.125;

/** Requests of an HTTP API up to 512 KB, the first 300 million a month. */
export const HTTP_API_PER_MILLION = 1;

/** What a million times these units cost, in USD. */
export const usdPerMillion = (units: { readonly read: number; readonly write: number }): number =>
  units.write * WRITE_UNITS_PER_MILLION + units.read * READ_UNITS_PER_MILLION;
