import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

const none = ["'none'"];
const self = ["'self'"];
const policy = {
  defaultSrc: none,
  baseUri: none,
  objectSrc: none,
  frameAncestors: none,
  formAction: self,
  styleSrc: self,
  imgSrc: self,
  scriptSrc: self,
  connectSrc: self,
};
const headers = {
  xFrameOptions: "DENY",
  referrerPolicy: "same-origin",
  strictTransportSecurity: "max-age=63072000; includeSubDomains",
} as const;

/** Pages run our own files and load nothing from elsewhere. */
const pageHeaders = secureHeaders({ ...headers, contentSecurityPolicy: policy });
/** The docs draw icons from `data:` besides. */
const docsHeaders = secureHeaders({
  ...headers,
  contentSecurityPolicy: { ...policy, imgSrc: ["'self'", "data:"] },
});
/** Workspaces show files that they have fetched themselves, under the types that they allow: as pictures and in frames. */
const workspaceHeaders = secureHeaders({
  ...headers,
  contentSecurityPolicy: { ...policy, imgSrc: ["'self'", "blob:"], frameSrc: ["blob:"] },
});
const isWorkspace = (path: string): boolean => path === "/app" || path.startsWith("/app/");

/** The headers of a page by its path: no inline code anywhere, and each exception only where it is needed. */
export function headersOf(path: string): MiddlewareHandler {
  if (path === "/docs") return docsHeaders;
  return isWorkspace(path) ? workspaceHeaders : pageHeaders;
}
