/** Whether an address is the one above it or stands below it. */
const isWithin = (pathname: string, to: string): boolean => pathname === to || pathname.startsWith(`${to}/`);

/**
 * The address of the menu entry that a screen belongs to: the nearest one at or above the screen's own address.
 * @returns `undefined` where no entry is at or above it
 */
export const presentEntry = (addresses: readonly string[], pathname: string): string | undefined =>
  addresses
    .filter((to) => isWithin(pathname, to))
    .reduce<string | undefined>(
      (nearest, to) => (nearest !== undefined && nearest.length >= to.length ? nearest : to),
      undefined,
    );
