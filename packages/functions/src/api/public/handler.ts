import { apiEntryPoint } from "../../aws/api-entry-point.ts";
import { s3Blobs } from "../../aws/s3-blob-store.ts";
import { createPublicApp } from "./app.ts";

/** The Lambda function `public-api`. */
export const handler = apiEntryPoint(createPublicApp, () => ({ blobs: s3Blobs() }));
