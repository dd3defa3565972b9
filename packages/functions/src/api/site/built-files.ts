import type { Assets } from "@firstlot/web/public/visit";
import { z } from "zod";

/** What the web build left: files by name, and which of them pages link to. */
export interface BuiltFiles {
  readonly assets: () => Promise<Assets>;
  readonly file: (
    name: string,
  ) => Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string } | undefined>;
}

const chunkSchema = z.object({ file: z.string(), css: z.array(z.string()).default([]) });
const manifestSchema = z.record(z.string(), chunkSchema);

/** The entries of `web/vite.config.ts`. */
const ENTRIES = { site: "public/site.ts", app: "app/main.tsx" } as const;

/** What pages link to, from the manifest of the web build. */
export function assetsOf(manifest: unknown): Assets {
  const chunks = manifestSchema.parse(manifest);
  const entry = (name: string): { script: string; styles: string[] } => {
    const chunk = chunks[name];
    if (chunk === undefined) throw new Error(`the web build has no ${name}`);
    return { script: `/${chunk.file}`, styles: chunk.css.map((file) => `/${file}`) };
  };
  const site = entry(ENTRIES.site);
  return { styles: site.styles, script: site.script, app: entry(ENTRIES.app) };
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  webp: "image/webp",
};

/** The content type of a built file by its name; `undefined` for what no build makes. */
export const typeOfFile = (name: string): string | undefined =>
  /^[\w-]+(\.[\w-]+)*\.(\w+)$/.test(name) ? TYPES[name.slice(name.lastIndexOf(".") + 1)] : undefined;
