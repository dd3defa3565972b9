/** The files to start: the platform, and the bank that it starts as a process of its own. */
export const BUNDLED: { readonly main: string; readonly bank: string };
/** Leaves the bundles as the sources say. */
export function bundlePlatform(): Promise<typeof BUNDLED>;
