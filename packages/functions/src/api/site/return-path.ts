const PATH_CHARACTERS_MAX = 2_000;

/**
 * Where to go on after a sign-in: a path of this site as it was asked for, or `/`. Anything that would lead elsewhere
 * (another origin, `//host`, a backslash, a scheme) is `/`.
 */
export function returnPath(asked: string | undefined, origin: string): string {
  if (asked === undefined || asked.length > PATH_CHARACTERS_MAX || !asked.startsWith("/")) return "/";
  if (!URL.canParse(asked, origin)) return "/";
  const url = new URL(asked, origin);
  return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : "/";
}
