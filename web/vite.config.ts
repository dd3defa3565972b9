import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Two entries: the small script and stylesheet of the public pages, and the workspaces. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    emptyOutDir: true,
    assetsInlineLimit: 0, // a `data:` address would need a hole in the content security policy
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { site: "public/site.ts", app: "app/main.tsx" } },
  },
});
