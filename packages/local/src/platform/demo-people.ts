import type { DemoUser } from "../identity-provider/identity-provider.ts";

/** One password for every demo user, and one authenticator key per staff member: printed at start, secret to nobody. */
export const DEMO_PASSWORD = "first lot of twelve";

const staff = (name: string, totpSecret: string): DemoUser => ({
  email: `${name}@firstlot.local`,
  name: `${name.charAt(0).toUpperCase()}${name.slice(1)} Demo`,
  password: DEMO_PASSWORD,
  totpSecret,
  alwaysSecondFactor: true,
});
const person = (name: string, locale: "en" | "zh-CN", totpSecret?: string): DemoUser => ({
  email: `${name}@firstlot.local`,
  name: `${name.charAt(0).toUpperCase()}${name.slice(1)} Demo`,
  password: DEMO_PASSWORD,
  locale,
  ...(totpSecret === undefined ? {} : { totpSecret }),
});

/** Who exists on a fresh local platform, and as what. */
export const DEMO_STAFF = {
  olivia: { user: staff("olivia", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX2"), role: "operator" },
  oscar: { user: staff("oscar", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX3"), role: "operator" },
  anna: { user: staff("anna", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX4"), role: "analyst" },
  adam: { user: staff("adam", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX5"), role: "approver" },
  rita: { user: staff("rita", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX6"), role: "regulator" },
} as const;

export const DEMO_PEOPLE = {
  emma: person("emma", "en", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX7"),
  bo: person("bo", "zh-CN"),
} as const;

/** Somebody of the first bank's staff, for its portal. */
export const DEMO_BANKER: DemoUser = person("bella", "en", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA");

export const demoUsers: readonly DemoUser[] = [
  ...Object.values(DEMO_STAFF).map(({ user }) => user),
  ...Object.values(DEMO_PEOPLE),
  DEMO_BANKER,
];

/** Backers for a crowd, `backer-001@firstlot.local` and on: real people sign up, which takes half a second each. */
export const demoBackers = (count: number): readonly DemoUser[] =>
  Array.from({ length: count }, (_, i) =>
    person(`backer-${String(i + 1).padStart(3, "0")}`, i % 4 === 3 ? "zh-CN" : "en"),
  );
