import { Hono } from "hono";
import { apiEntryPoint } from "../../aws/api-entry-point.ts";
import { kmsBox } from "../../aws/kms-secret-box.ts";
import { s3Blobs } from "../../aws/s3-blob-store.ts";
import { createPortalApp, PORTAL_BASE } from "../portal/app.ts";
import { createPartnerApp } from "./app.ts";

/** The Lambda function `partner-api`: both doors to the rooms of a bank, each with its own way to say who calls. */
export const handler = apiEntryPoint(
  (platform, wired) => {
    const machines = createPartnerApp(platform, wired);
    const people = createPortalApp(platform, wired);
    return new Hono()
      .all(`${PORTAL_BASE}/*`, (c) => people.fetch(c.req.raw, c.env))
      .all("*", (c) => machines.fetch(c.req.raw, c.env));
  },
  () => ({ blobs: s3Blobs(), secretBox: kmsBox() }),
);
