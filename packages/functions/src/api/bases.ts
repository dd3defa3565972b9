/** Where the API of staff is served. */
export const BACKOFFICE_BASE = "/api/backoffice/v1";

/** Where the API of banks is served. */
export const PARTNER_BASE = "/api/partner/v1";

/** Where a bank's staff reach the same API with the session of a browser. */
export const PORTAL_BASE = "/api/portal/v1";
