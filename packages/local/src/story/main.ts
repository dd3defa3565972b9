import { playSlice } from "./slice.ts";

const port = Number(process.env.FIRSTLOT_PORT ?? 3000);
const end = await playSlice({
  origin: `http://localhost:${port}`,
  issuer: `http://localhost:${port + 3}`,
  bankUrl: `http://127.0.0.1:${port + 1}`,
  tell: (line) => process.stdout.write(`${line}\n`),
});
const isWhole =
  end.campaignStatus === "delivering" &&
  end.pledgeStatus === "confirmed" &&
  end.parked === 0 &&
  end.openBreaks === 0 &&
  end.equations.every(({ difference }) => difference.amount === "0.00");
process.stdout.write(
  isWhole ? "the story holds\n" : `the story does NOT hold: ${JSON.stringify(end, null, 2)}\n`,
);
process.exitCode = isWhole ? 0 : 1;
