/** Where the API of staff is served. */
export const BACKOFFICE_BASE = "/api/backoffice/v1";

/** Where the API of banks is served. */
export const PARTNER_BASE = "/api/partner/v1";
