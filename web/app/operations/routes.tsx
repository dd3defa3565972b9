import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { RootRoute } from "../router.tsx";

/** The operations board: settlement, instructions, reconciliation, webhooks, deferred work, books. */
export function operationsRoutes(root: RootRoute) {
  const workspace = createRoute({
    getParentRoute: () => root,
    path: "/app/operations",
    component: lazyRouteComponent(() => import("./operations-workspace.tsx"), "OperationsWorkspace"),
  });
  const screen = (path: string, load: () => Promise<Record<string, () => React.ReactNode>>, name: string) =>
    createRoute({ getParentRoute: () => workspace, path, component: lazyRouteComponent(load, name) });
  return workspace.addChildren([
    screen("/", () => import("./settlement-runs.tsx"), "SettlementRuns"),
    screen("/runs/$runId", () => import("./settlement-run.tsx"), "SettlementRunScreen"),
    screen("/instructions", () => import("./instructions.tsx"), "Instructions"),
    screen("/instructions/$instructionId", () => import("./instruction.tsx"), "InstructionScreen"),
    screen("/reconciliation", () => import("./reconciliation.tsx"), "Reconciliation"),
    screen("/breaks", () => import("./breaks.tsx"), "Breaks"),
    screen("/breaks/$breakId", () => import("./break.tsx"), "BreakScreen"),
    screen("/webhooks", () => import("./webhooks.tsx"), "Webhooks"),
    screen("/webhooks/$partnerId/$deliveryId", () => import("./delivery.tsx"), "DeliveryScreen"),
    screen("/work", () => import("./work.tsx"), "Work"),
    screen("/bank-staff", () => import("./bank-staff.tsx"), "BankStaff"),
    screen("/books", () => import("./books.tsx"), "Books"),
  ]);
}
