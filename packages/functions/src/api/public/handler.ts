import { apiEntryPoint } from "../../aws/api-entry-point.ts";
import { createPublicApp } from "./app.ts";

/** The Lambda function `public-api`. */
export const handler = apiEntryPoint(createPublicApp);
