import { StartApplication } from "./onboarding/start-application.tsx";

/** `/app/enterprise/new`: another application of somebody who has one. */
export const NewEnterprise = () => (
  <main id="main" tabIndex={-1} className="enterprise-list">
    <StartApplication />
  </main>
);
