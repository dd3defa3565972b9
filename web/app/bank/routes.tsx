import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { RootRoute } from "../router.tsx";

/** The bank portal: instructions, endpoints and deliveries, statements, name checks, events, keys. */
export function bankRoutes(root: RootRoute) {
  const workspace = createRoute({
    getParentRoute: () => root,
    path: "/app/bank",
    component: lazyRouteComponent(() => import("./bank-workspace.tsx"), "BankWorkspace"),
  });
  const screen = (path: string, load: () => Promise<Record<string, () => React.ReactNode>>, name: string) =>
    createRoute({ getParentRoute: () => workspace, path, component: lazyRouteComponent(load, name) });
  return workspace.addChildren([
    screen("/", () => import("./instructions.tsx"), "Instructions"),
    screen("/instructions/$instructionId", () => import("./instruction.tsx"), "InstructionScreen"),
    screen("/endpoints", () => import("./endpoints.tsx"), "Endpoints"),
    screen("/endpoints/$endpointId", () => import("./endpoint.tsx"), "EndpointScreen"),
    screen("/endpoints/$endpointId/deliveries/$deliveryId", () => import("./delivery.tsx"), "DeliveryScreen"),
    screen("/statements", () => import("./statements.tsx"), "Statements"),
    screen("/name-checks", () => import("./name-checks.tsx"), "NameChecks"),
    screen("/events", () => import("./events.tsx"), "Events"),
    screen("/keys", () => import("./keys.tsx"), "Keys"),
  ]);
}
