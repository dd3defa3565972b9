import type { DemoCampaign, Words } from "./demo-campaign.ts";
import { words } from "./demo-campaign.ts";
import type { EnterpriseKey } from "./enterprises.ts";
import type { Scene } from "./scene.ts";

const PLACES: Readonly<Record<EnterpriseKey, { country: string; city: Words }>> = {
  porto: { country: "PT", city: words("Porto", "波尔图") },
  wuhan: { country: "CN", city: words("Wuhan", "武汉") },
  kyoto: { country: "JP", city: words("Kyoto", "京都") },
  lyon: { country: "FR", city: words("Lyon", "里昂") },
};

const TEAMS: Readonly<Record<EnterpriseKey, readonly { name: string; role: Words }[]>> = {
  porto: [
    { name: "Emma Demo", role: words("Founder, buys the cork", "创始人，负责采购软木") },
    { name: "Rui Sampaio", role: words("Workshop and machines", "工坊与设备") },
    { name: "Nuno Carvalho", role: words("Design and updates", "设计与项目更新") },
  ],
  wuhan: [
    { name: "林晓岚", role: words("Potter and owner", "陶艺师、负责人") },
    { name: "林国栋", role: words("Kiln master", "窑工师傅") },
    { name: "严立", role: words("Accounts", "财务") },
  ],
  kyoto: [{ name: "Haru Yamane", role: words("Roaster, third generation", "第三代焙茶师") }],
  lyon: [{ name: "Claire Vasseur", role: words("Engineer and founder", "工程师、创始人") }],
};

/** The terms of a campaign as its editor sends them. */
export function termsOf(scene: Scene, campaign: DemoCampaign, media: string | undefined): object {
  const { currency, language, zones, tiers, enterprise } = campaign;
  const amount = (text: string) => ({ amount: text, currency });
  const month = scene.instantOf(campaign.deliverOn).slice(0, "2027-03".length);
  const shipsTo = zones.map((_, i) => `z${i + 1}`);
  return {
    language,
    title: campaign.title,
    summary: campaign.summary,
    story: campaign.story,
    category: campaign.category,
    place: PLACES[enterprise],
    currency,
    tiers: tiers.map(({ name, about, price, units, perBacker, closesOn }, i) => ({
      id: `t${i + 1}`,
      name,
      description: about,
      price: amount(price),
      units,
      perBacker,
      ...(closesOn === undefined ? {} : { closesAt: scene.instantOf(closesOn) }),
      deliverBy: month,
      shipsTo,
    })),
    addOns: (campaign.addOns ?? []).map(({ name, about, price, units }, i) => ({
      id: `a${i + 1}`,
      name,
      description: about,
      price: amount(price),
      units,
      perBacker: 10,
      shipped: true,
    })),
    shippingZones: zones.map(({ name, countries, first, further }, i) => ({
      id: `z${i + 1}`,
      name,
      countries,
      firstUnit: amount(first),
      furtherUnit: amount(further),
    })),
    vatBps: campaign.vatBps,
    spendingPlan: campaign.plan.map(({ purpose, amount: text, own }, i) => ({
      id: `s${i + 1}`,
      purpose,
      amount: amount(text),
      payee: own === true ? "own_costs" : "supplier",
    })),
    tranches: campaign.tranches.map(({ shareBps, condition, evidence }, i) => ({
      id: `r${i + 1}`,
      shareBps,
      condition,
      evidenceTypes: evidence === undefined ? [] : [evidence],
    })),
    minGoal: amount(campaign.goal),
    hardCap: amount(campaign.cap),
    deadline: scene.instantOf(campaign.deadlineOn),
    risks: campaign.risks,
    faq: campaign.faq.map(({ q, a }) => ({ question: q, answer: a })),
    team: TEAMS[enterprise],
    media: media === undefined ? [] : [{ key: media, alt: campaign.cover }],
    unitCosts: tiers.map(({ cost }, i) => ({ tierId: `t${i + 1}`, cost: amount(cost) })),
  };
}
