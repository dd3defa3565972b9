/**
 * Countries whose consumers may withdraw from a distance contract on goods: the European Union and, by the EEA
 * Agreement, Iceland, Liechtenstein and Norway.
 * @see docs/rules/pledge.md#withdrawal
 */
const DISTANCE_SALES_COUNTRIES: ReadonlySet<string> = new Set([
  ...["AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT"],
  ...["LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"],
]);

/**
 * Whether the law of the country that the goods go to lets a consumer withdraw from a funded pre-sale before the goods
 * are there (Directive 2011/83/EU, art. 9: until 14 days after receipt; here the time before it).
 * @param country ISO 3166-1 alpha-2, of the delivery
 */
export const hasWithdrawalRight = (country: string): boolean => DISTANCE_SALES_COUNTRIES.has(country);
