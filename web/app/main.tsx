import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../ui/tokens.css";
import "../ui/base.css";
import "./app.css";
import { languageOf } from "../messages/say.ts";
import { ReaderProvider } from "../ui/language.tsx";
import { isPassing } from "./api.ts";
import { createAppRouter } from "./router.tsx";

const RETRIES_MAX = 2;
const FRESH_MS = 5_000;

const place = document.getElementById("app");
if (place === null) throw new Error("the document has no place for the workspaces");
const { language, zone = "UTC" } = place.dataset;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < RETRIES_MAX && isPassing(error),
    },
    mutations: { retry: false }, // an act is repeated by the person, with the same key
  },
});

// what else stands on the page may have a hand in the data, and says so
window.addEventListener("datachange", () => void queries.invalidateQueries());

createRoot(place).render(
  <StrictMode>
    <ReaderProvider reader={{ language: languageOf(language), zone }}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={createAppRouter()} />
      </QueryClientProvider>
    </ReaderProvider>
  </StrictMode>,
);
