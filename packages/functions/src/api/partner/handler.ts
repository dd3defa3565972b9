import { apiEntryPoint } from "../../aws/api-entry-point.ts";
import { createPartnerApp } from "./app.ts";

/** The Lambda function `partner-api`. */
export const handler = apiEntryPoint(createPartnerApp);
