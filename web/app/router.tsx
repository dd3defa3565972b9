import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { bankRoutes } from "./bank/routes.tsx";
import { enterpriseRoutes } from "./enterprise/routes.tsx";
import { operationsRoutes } from "./operations/routes.tsx";
import { NotFound, NotFoundScreen } from "./parts/not-found.tsx";
import { LoadFailed } from "./parts/problem.tsx";
import { regulatorRoutes } from "./regulator/routes.tsx";
import { reviewRoutes } from "./review/routes.tsx";
import { Shell } from "./shell.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundScreen });
const home = createRoute({
  getParentRoute: () => root,
  path: "/app",
  component: lazyRouteComponent(() => import("./home.tsx"), "Home"),
});

/** The addresses of the workspaces; each workspace brings its own and loads when it is first opened. */
export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([
      home,
      bankRoutes(root),
      operationsRoutes(root),
      regulatorRoutes(root),
      reviewRoutes(root),
      ...enterpriseRoutes(root),
    ]),
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultErrorComponent: ({ error }) => <LoadFailed isScreen error={error} />,
    defaultNotFoundComponent: NotFound,
  });

/** The route that workspaces hang on. */
export type RootRoute = typeof root;
