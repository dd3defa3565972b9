import { apiEntryPoint } from "../../aws/api-entry-point.ts";
import { kmsBox } from "../../aws/kms-secret-box.ts";
import { s3Blobs } from "../../aws/s3-blob-store.ts";
import { createBackofficeApp } from "./app.ts";

/** The Lambda function `backoffice-api`. */
export const handler = apiEntryPoint(createBackofficeApp, () => ({ blobs: s3Blobs(), secretBox: kmsBox() }));
