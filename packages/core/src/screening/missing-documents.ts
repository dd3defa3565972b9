import { documentsOf } from "../evidence/evidence-store.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import type { Store } from "../kernel/store.ts";
import { currentPolicy } from "../review/policies.ts";
import { mayCount, requiredTypes } from "./screening-deps.ts";

/**
 * Types of document that onboarding asks of the country and the enterprise has handed in no file of. One that is still
 * being scanned is handed in: the review waits for its scan.
 */
export const missingDocuments =
  ({ store }: { store: Store }) =>
  async (enterprise: { enterpriseId: EnterpriseId; country: string }): Promise<readonly string[]> => {
    const required = requiredTypes(currentPolicy("enterprise-onboarding"), enterprise.country);
    const handedIn = new Set<string>();
    for (const row of await documentsOf(store, enterprise.enterpriseId))
      if (mayCount(row)) handedIn.add(row.type);
    return required.filter((type) => !handedIn.has(type));
  };
