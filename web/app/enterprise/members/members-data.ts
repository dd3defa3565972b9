import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { openApi } from "../../api.ts";
import { pageAt, usePages } from "../../parts/pages.tsx";

const readRoster = async (enterpriseId: string) =>
  granted(await openApi.GET("/enterprises/{enterpriseId}/members", { params: { path: { enterpriseId } } }));

/** Somebody of an enterprise. */
export type Member = Awaited<ReturnType<typeof readRoster>>["members"][number];
/** What somebody is in an enterprise. */
export type Role = Member["role"];

export const ROLES = ["owner", "editor", "finance"] as const satisfies readonly Role[];

/** Everything read of an enterprise's people. */
export const membersKey = (enterpriseId: string) => ["members", enterpriseId] as const;

/** Who belongs to an enterprise, as what. */
export const useRoster = (enterpriseId: string) =>
  useQuery({
    queryKey: [...membersKey(enterpriseId), "roster"],
    queryFn: () => readRoster(enterpriseId),
  });

const readInvitations = async (enterpriseId: string, cursor: string) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/invitations", {
      params: { path: { enterpriseId }, query: pageAt(cursor) },
    }),
  );

/** Somebody who was asked to join. */
export type Invitation = Awaited<ReturnType<typeof readInvitations>>["items"][number];

/** The invitations of an enterprise, newest first; only owners may read them. */
export const useInvitations = (enterpriseId: string) =>
  usePages([...membersKey(enterpriseId), "invitations"], (cursor) => readInvitations(enterpriseId, cursor));
