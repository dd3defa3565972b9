import { apiEntryPoint } from "../../aws/api-entry-point.ts";
import { createBackofficeApp } from "./app.ts";

/** The Lambda function `backoffice-api`. */
export const handler = apiEntryPoint(createBackofficeApp);
