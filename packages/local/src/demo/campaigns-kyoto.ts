// Long because it is texts: four campaigns of one enterprise in two languages.
import { type DemoCampaign, type DemoZone, words } from "./demo-campaign.ts";

const ZONES: readonly DemoZone[] = [
  { name: words("Japan", "日本"), countries: ["JP"], first: "600", further: "150" },
  { name: words("China", "中国"), countries: ["CN"], first: "1400", further: "300" },
  { name: words("Europe", "欧洲"), countries: ["DE", "FR", "NL", "PT"], first: "1900", further: "400" },
];

const COMMON = {
  enterprise: "kyoto",
  language: "en",
  currency: "JPY",
  vatBps: 800,
  zones: ZONES,
} as const;

const LEAF = words(
  "A late frost in April halves the first flush. We buy from three gardens so that one frost is not all of them.",
  "四月的晚霜会让头采减半。我们从三处茶园采购，以分散风险。",
);
const SAND = words(
  "The roasting drum is from 1968. A spare bearing lies on the shelf.",
  "焙茶滚筒是 1968 年的老机器，备用轴承已经备好。",
);
const FAQ = [
  {
    q: words("How long does it keep?", "能保存多久？"),
    a: words(
      "Six months closed, four weeks once opened. The roasting day is on the tin.",
      "未开封六个月，开封后四周。烘焙日期印在罐上。",
    ),
  },
  {
    q: words("Is there caffeine?", "含咖啡因吗？"),
    a: words("Little: roasting drives most of it out.", "很少，烘焙会去除大部分。"),
  },
] as const;

export const HOJICHA: DemoCampaign = {
  ...COMMON,
  key: "hojicha",
  title: words("First-flush hojicha, one drum", "头采焙茶，只此一滚筒"),
  summary: words(
    "Twenty-four pairs of tins: all that fits the drum in one morning.",
    "二十四对茶罐：一个早晨一滚筒的量。",
  ),
  story: words(
    "Hojicha is usually made of what is left over. My grandfather roasted the first flush once, for a wedding, and the neighbours still speak of it.\n\nOne drum, one morning in May, over hot sand. When the drum is empty there is no more until next year.\n\nThe lot pays for the leaf before the gardens ask for their money.",
    "焙茶通常用剩下的茶叶做。祖父曾为一场婚礼焙过一次头采，邻居们至今还在说。\n\n五月的一个早晨，一滚筒，热砂慢焙。卖完就要等明年。\n\n这一批用于在茶园收款之前买下鲜叶。",
  ),
  category: "food-and-drink",
  deadlineOn: 135.25,
  deliverOn: 180,
  goal: "80000",
  cap: "150000",
  tiers: [
    {
      name: words("A pair of tins", "一对茶罐"),
      about: words("Two times 80 g, numbered", "两罐各 80 克，带编号"),
      price: "4800",
      cost: "2150",
      units: 24,
      perBacker: 6,
    },
  ],
  plan: [
    { purpose: words("First-flush leaf", "头采鲜叶"), amount: "62000" },
    { purpose: words("Tins", "茶罐"), amount: "18000" },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [LEAF, SAND],
  faq: FAQ,
  cover: words("Two tea tins and a roasted leaf", "两只茶罐与一片焙过的茶叶"),
};

export const ICE_CREAM: DemoCampaign = {
  ...COMMON,
  key: "ice-cream",
  title: words("Roasted-tea ice cream to make at home", "在家做的焙茶冰淇淋"),
  summary: words(
    "Powder, kelp sugar and a card with four steps. No machine is needed.",
    "焙茶粉、昆布糖和一张四步卡片，不需要机器。",
  ),
  story: words(
    "Guests ask what is in our ice cream. Tea, milk, sugar, patience.\n\nThe kit holds the tea ground as fine as it can be without turning bitter, and the sugar we cook with kelp. You add cream and a night in the freezer.\n\nWe tested the card with forty people who had never made ice cream. Thirty-eight sent a picture.",
    "客人常问我们的冰淇淋里有什么。茶、奶、糖，还有耐心。\n\n套装里是磨得尽量细而不苦的焙茶粉，和我们用昆布熬的糖。您只需加奶油，再冷冻一夜。\n\n我们请四十位从没做过冰淇淋的人试过，三十八位发来了照片。",
  ),
  category: "food-and-drink",
  deadlineOn: 131.25,
  deliverOn: 175,
  goal: "90000",
  cap: "400000",
  tiers: [
    {
      name: words("Kit", "套装"),
      about: words("Makes one litre, twice", "可做两次，每次一升"),
      price: "3900",
      cost: "1620",
      units: 150,
      perBacker: 6,
    },
    {
      name: words("Family kit", "家庭装"),
      about: words("Five times one litre", "可做五次，每次一升"),
      price: "7400",
      cost: "3340",
      units: 80,
      perBacker: 4,
    },
  ],
  plan: [
    { purpose: words("Stone mill hours", "石磨加工"), amount: "54000" },
    { purpose: words("Printing and tins", "印刷与罐"), amount: "22000" },
    { purpose: words("Packing", "包装人工"), amount: "14000", own: true },
  ],
  tranches: [
    { shareBps: 7_000, condition: words("At funding", "项目成功时") },
    {
      shareBps: 3_000,
      condition: words("The kits are packed", "套装包装完成"),
      evidence: "tranche_evidence",
    },
  ],
  risks: [SAND],
  faq: FAQ,
  cover: words("A scoop of roasted-tea ice cream", "一球焙茶冰淇淋"),
};

export const COLD_BREW: DemoCampaign = {
  ...COMMON,
  key: "cold-brew",
  title: words("Cold-brew bottles, blown in Kyoto", "京都吹制冷泡茶瓶"),
  summary: words(
    "One litre, a cork stopper, a mouth wide enough for leaves.",
    "一升容量，软木塞，瓶口放得下整叶。",
  ),
  story: words(
    "We sell cold tea in summer in bottles that were made for wine. The leaves stay in the neck.\n\nMr Oda blows glass four streets away. He has made six for us; we want sixty.",
    "夏天我们用葡萄酒瓶卖冷泡茶，茶叶总卡在瓶颈。\n\n隔四条街的小田先生吹玻璃，已经为我们做了六只，我们想要六十只。",
  ),
  category: "home-and-living",
  deadlineOn: 158.25,
  deliverOn: 215,
  goal: "120000",
  cap: "360000",
  tiers: [
    {
      name: words("Bottle and tea", "茶瓶与茶"),
      about: words("One bottle, 100 g of green tea", "茶瓶一只，绿茶 100 克"),
      price: "6200",
      cost: "3100",
      units: 60,
      perBacker: 3,
    },
  ],
  plan: [
    { purpose: words("Glass", "玻璃"), amount: "96000" },
    { purpose: words("Packing", "包装人工"), amount: "24000", own: true },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [
    words(
      "Glass breaks on the way: we pack for a fall of one metre.",
      "玻璃运输易碎，我们按一米跌落标准包装。",
    ),
  ],
  faq: FAQ,
  cover: words("A tall glass bottle of cold tea", "一只装着冷茶的高玻璃瓶"),
};

export const CLASS_BOX: DemoCampaign = {
  ...COMMON,
  key: "class-box",
  title: words("The roasting class in a box", "一盒焙茶课"),
  summary: words(
    "A clay roaster, three leaves and four evenings by video.",
    "一只陶焙炉、三种茶叶和四晚视频课。",
  ),
  story: words(
    "We gave this campaign up when the potter who makes the roasters fell ill. Everybody has been refunded.\n\nWe will come back with it when she is well.",
    "制作焙炉的陶艺师生病后，我们放弃了这个项目，款项已全部退回。\n\n等她康复，我们会再来。",
  ),
  category: "food-and-drink",
  deadlineOn: 92.25,
  deliverOn: 140,
  goal: "100000",
  cap: "300000",
  tiers: [
    {
      name: words("One box", "一盒"),
      about: words("Roaster, leaves, four evenings", "焙炉、茶叶、四晚课程"),
      price: "9800",
      cost: "5200",
      units: 40,
      perBacker: 2,
    },
  ],
  plan: [
    { purpose: words("Clay roasters", "陶焙炉"), amount: "78000" },
    { purpose: words("Teaching", "授课"), amount: "22000", own: true },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [SAND],
  faq: FAQ,
  cover: words("A small clay roaster over coals", "炭火上的小陶焙炉"),
};
