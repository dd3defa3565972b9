import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { assetsOf, type BuiltFiles, typeOfFile } from "@firstlot/functions/api/site/built-files";

/** Serves what the web build left in a folder; AWS keeps the same files in a bucket behind CloudFront. */
export function webBuild(folder: string): BuiltFiles {
  let assets: ReturnType<BuiltFiles["assets"]> | undefined;
  return {
    assets: () => {
      assets ??= readFile(join(folder, "manifest.json"), "utf8")
        .then((text) => assetsOf(JSON.parse(text)))
        .catch((error: unknown) => {
          assets = undefined;
          throw error;
        });
      return assets;
    },
    file: async (name) => {
      const type = typeOfFile(name);
      if (type === undefined) return undefined;
      const bytes = await readFile(join(folder, "assets", name)).catch(() => undefined);
      return bytes === undefined ? undefined : { bytes: new Uint8Array(bytes), type };
    },
  };
}
