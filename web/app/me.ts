import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { openApi, problemOf } from "./api.ts";

const readMe = async () => granted(await openApi.GET("/me"));

/** The signed-in person: roles, memberships, language. */
export type Me = Awaited<ReturnType<typeof readMe>>;

/** Who is signed in; `undefined` while it is looked up, `null` for a visitor. */
export function useMe(): Me | null | undefined {
  const { data, error } = useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 60_000 });
  if (data !== undefined) return data;
  return error !== null && problemOf(error).status === 401 ? null : undefined;
}
