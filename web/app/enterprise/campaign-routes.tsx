import type { AnyRoute } from "@tanstack/react-router";
import type { EnterpriseRoute } from "./enterprise-route.ts";

/** What an enterprise does with its campaigns: writing, review, money. */
export const campaignRoutes = (_enterprise: EnterpriseRoute): readonly AnyRoute[] => [];
