import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { useSay } from "../../ui/language.tsx";
import { APP } from "../app-messages.ts";

const PAGE_MAX = 50;

/** What asks an API for one page; the cursor of the first is "". */
export const pageAt = (cursor: string) => ({ limit: PAGE_MAX, ...(cursor === "" ? {} : { cursor }) });

/**
 * A list read page by page; `read` gets what `pageAt` takes.
 * @param again after how many ms the pages that are there are read again, `false` when they are not
 */
export const usePages = <P extends { readonly next?: string | undefined }>(
  queryKey: QueryKey,
  read: (cursor: string) => Promise<P>,
  again?: (pages: readonly P[]) => number | false,
) =>
  useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => again?.(state.data?.pages ?? []) ?? false,
  });

/** Reads the next page, if there is one. */
export const MorePages = (props: {
  readonly of: { readonly hasNextPage: boolean; readonly fetchNextPage: () => Promise<unknown> };
}) => {
  const say = useSay(APP);
  const { hasNextPage, fetchNextPage } = props.of;
  return hasNextPage ? (
    <p className="more">
      <button type="button" className="button quiet" onClick={() => void fetchNextPage()}>
        {say("more")}
      </button>
    </p>
  ) : null;
};
