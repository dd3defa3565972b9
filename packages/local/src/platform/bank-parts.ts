import { join } from "node:path";
import { type BankProcess, startBank } from "./bank-process.ts";
import { type BankKeys, type LocalSecrets, loadSecondBankKeys } from "./local-secrets.ts";
import { HARBOUR, HARBOUR_OF_TWO, LANTERN, type SandboxBank } from "./set-up.ts";

/** A sandbox bank that runs: which one, its keys, its process. */
export interface BankPart {
  readonly bank: SandboxBank;
  readonly keys: BankKeys;
  readonly process: BankProcess;
}

/** Where banks are started and whom they speak to. */
interface Around {
  readonly dataDir: string;
  readonly entry: string;
  readonly origin: string;
  readonly issuer: string;
  readonly linkKey: object;
}

const environment = ({ dataDir, origin, issuer, linkKey }: Around) => ({
  FIRSTLOT_DATA: dataDir,
  FIRSTLOT_BANK_PLATFORM_URL: origin,
  FIRSTLOT_BANK_AUTORUN: "off",
  FIRSTLOT_BANK_LINK_KEYS: JSON.stringify([linkKey]),
  FIRSTLOT_BANK_TOKEN_ENDPOINT: `${issuer}/token`,
  FIRSTLOT_BANK_TOKEN_AUDIENCE: issuer,
  FIRSTLOT_BANK_TOKEN_SCOPE: "partner",
});

/** The banks of this platform with their keys: one, or the two of the demo. */
export function banksOf(
  { secrets, dataDir }: { secrets: LocalSecrets; dataDir: string },
  { isDemo, statesQuietDays = true }: { isDemo: boolean; statesQuietDays?: boolean | undefined },
): readonly { readonly bank: SandboxBank; readonly keys: BankKeys }[] {
  if (!isDemo) return [{ bank: { ...HARBOUR, statesQuietDays }, keys: secrets }];
  return [
    { bank: HARBOUR_OF_TWO, keys: secrets },
    { bank: LANTERN, keys: loadSecondBankKeys(dataDir) },
  ];
}

/** Starts each bank as a process of its own, on its own port, with its own books. */
export async function startBanks(
  banks: readonly { readonly bank: SandboxBank; readonly keys: BankKeys }[],
  { ports, ...around }: Around & { ports: readonly number[] },
): Promise<readonly BankPart[]> {
  return Promise.all(
    banks.map(async ({ bank, keys }, i) => ({
      bank,
      keys,
      process: await startBank({
        entry: around.entry,
        port: ports[i] ?? 0,
        environment: {
          ...environment(around),
          ...(i === 0 ? {} : { FIRSTLOT_BANK_JOURNAL: join(around.dataDir, `sandbox-bank-${i + 1}.jsonl`) }),
        },
      }),
    })),
  );
}
