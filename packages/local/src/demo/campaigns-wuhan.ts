// Long because it is texts: four campaigns of one enterprise in two languages.
import { type DemoCampaign, type DemoZone, words } from "./demo-campaign.ts";

const ZONES: readonly DemoZone[] = [
  { name: words("Mainland China", "中国大陆"), countries: ["CN"], first: "18.00", further: "8.00" },
  { name: words("Japan", "日本"), countries: ["JP"], first: "96.00", further: "30.00" },
  { name: words("Europe", "欧洲"), countries: ["DE", "FR", "NL", "PT"], first: "168.00", further: "60.00" },
];

const COMMON = {
  enterprise: "wuhan",
  language: "zh",
  currency: "CNY",
  vatBps: 1_300,
  zones: ZONES,
} as const;

const KILN = words(
  "A wood-fired kiln gives what it gives: we count on one piece in eight being lost.",
  "柴窑成败难料：我们按八件损失一件来计划。",
);
const GLAZE = words(
  "The glaze moves in the fire. No piece is exactly like the picture.",
  "釉色随火而变，成品与图片不会完全一致。",
);
const FAQ = [
  {
    q: words("What if a piece arrives broken?", "收到破损怎么办？"),
    a: words(
      "Send a picture within seven days; we send another or pay it back through the bank.",
      "七天内发来照片，我们补寄，或由银行退款。",
    ),
  },
  {
    q: words("Is it safe for the dishwasher?", "可以用洗碗机吗？"),
    a: words("Yes, except for pieces with gold repair.", "可以，金缮件除外。"),
  },
] as const;

export const TEA_SET: DemoCampaign = {
  ...COMMON,
  key: "tea-set",
  title: words("Celadon tea set, spring kiln", "春窑·青釉茶具"),
  summary: words(
    "The first lot from the new climbing kiln on Mulan Hill: pot, pitcher and four cups.",
    "木兰山新龙窑的头一窑：一壶、一公道、四杯。",
  ),
  story: words(
    "My father fired bricks; I fire cups. Last year we built a small climbing kiln together, eight metres long, on the slope behind his old works.\n\nThe glaze is ash from orange wood and local clay. It comes out the colour of the lake in March.\n\nThis lot pays for the shelves of silicon carbide and for the wood of the spring firing.",
    "父亲烧砖，我烧杯子。去年我们一起在他老厂后坡上砌了一座八米长的小龙窑。\n\n釉料用橘木灰和本地泥，烧出来是三月湖水的颜色。\n\n这一批用于碳化硅棚板和春窑的柴火。",
  ),
  category: "home-and-living",
  deadlineOn: 78.25,
  deliverOn: 150,
  goal: "12000.00",
  cap: "60000.00",
  tiers: [
    {
      name: words("Four cups", "四只杯"),
      about: words("90 ml each, in a paper box", "每只 90 毫升，纸盒装"),
      price: "368.00",
      cost: "152.00",
      units: 80,
      perBacker: 6,
    },
    {
      name: words("Tea set", "整套茶具"),
      about: words("Pot, pitcher, four cups, wooden box", "壶、公道、四杯，木盒装"),
      price: "980.00",
      cost: "436.00",
      units: 45,
      perBacker: 4,
    },
  ],
  addOns: [
    {
      name: words("Tea tray", "茶盘"),
      about: words("Bamboo, with a linen cloth", "竹制，配麻布"),
      price: "260.00",
      units: 40,
    },
  ],
  plan: [
    { purpose: words("Kiln shelves", "碳化硅棚板"), amount: "6800.00" },
    { purpose: words("Wood for two firings", "两窑柴火"), amount: "2400.00" },
    { purpose: words("Work", "人工"), amount: "2800.00", own: true },
  ],
  tranches: [
    {
      shareBps: 6_000,
      condition: words("The shelves are delivered and built in", "棚板到货并安装完成"),
      evidence: "tranche_evidence",
    },
    {
      shareBps: 4_000,
      condition: words("Pictures of the opened kiln", "开窑照片"),
      evidence: "tranche_evidence",
    },
  ],
  risks: [KILN, GLAZE],
  faq: FAQ,
  cover: words("A celadon teapot with two cups", "青釉茶壶与两只杯"),
};

export const BOWLS: DemoCampaign = {
  ...COMMON,
  key: "bowls",
  title: words("Hot-dry noodle bowls, blue brush", "青花热干面碗"),
  summary: words(
    "The breakfast bowl of Wuhan, thrown by hand, with one brush stroke inside.",
    "武汉人的过早碗：手拉坯，碗底一笔青花。",
  ),
  story: words(
    "Every morning on our street somebody walks past with a paper bowl of noodles. It deserves a better bowl.\n\nWide enough to toss, a foot that stays cool, a rim that does not chip in a busy kitchen. Two noodle shops in Wuchang try them now.\n\nThis is a quiet campaign: we make as many as are ordered.",
    "每天早上，街上都有人端着纸碗边走边吃面。它值得一只好碗。\n\n碗口够宽好拌面，圈足不烫手，碗沿耐得住后厨磕碰。武昌两家面馆正在试用。\n\n不着急，订多少做多少。",
  ),
  category: "home-and-living",
  deadlineOn: 145.25,
  deliverOn: 205,
  goal: "8000.00",
  cap: "30000.00",
  tiers: [
    {
      name: words("A pair of bowls", "面碗一对"),
      about: words("18 cm, with a bamboo spoon", "口径 18 厘米，配竹勺"),
      price: "128.00",
      cost: "54.00",
      units: 200,
      perBacker: 10,
    },
    {
      name: words("For a noodle shop", "面馆装"),
      about: words("Twenty bowls", "二十只"),
      price: "1160.00",
      cost: "520.00",
      units: 15,
      perBacker: 2,
    },
  ],
  plan: [
    { purpose: words("Cobalt and clay", "青料与瓷泥"), amount: "5900.00" },
    { purpose: words("Work", "人工"), amount: "2100.00", own: true },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [GLAZE],
  faq: FAQ,
  cover: words("A noodle bowl with a blue brush stroke", "带一笔青花的面碗"),
};

export const VASES: DemoCampaign = {
  ...COMMON,
  key: "vases",
  title: words("Kiln-change vases in copper red", "铜红窑变花瓶"),
  summary: words(
    "Twenty-four vases that only a reduction fire can colour.",
    "二十四只花瓶，只有还原焰才能烧出的红。",
  ),
  story: words(
    "Copper red is the most obstinate glaze we know. In January four of six came out grey.\n\nWe asked for a lot large enough to build a second fire-mouth. If the goal is missed, everybody has their money back and we go on with small trials.",
    "铜红是我们见过最倔的釉，一月份六只里有四只烧成了灰色。\n\n我们希望筹到足够建第二个火口的一批。若未达目标，款项全数退回，我们继续小量试烧。",
  ),
  category: "crafts",
  deadlineOn: 34.25,
  deliverOn: 100,
  goal: "10000.00",
  cap: "40000.00",
  tiers: [
    {
      name: words("One vase", "花瓶一只"),
      about: words("22 cm, signed", "高 22 厘米，底款签名"),
      price: "420.00",
      cost: "210.00",
      units: 95,
      perBacker: 3,
    },
  ],
  plan: [
    { purpose: words("Second fire-mouth", "第二火口"), amount: "7600.00" },
    { purpose: words("Work", "人工"), amount: "2400.00", own: true },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [KILN, GLAZE],
  faq: FAQ,
  cover: words("A copper-red vase", "铜红花瓶"),
};

export const CHILDREN: DemoCampaign = {
  ...COMMON,
  key: "children",
  title: words("A child's first tableware", "孩子的第一套餐具"),
  summary: words(
    "Thick rims, a low foot, a lid that is a plate. Lead-free glaze, tested.",
    "厚边、低足，盖子翻过来就是盘。无铅釉，已检测。",
  ),
  story: words(
    "Our daughter throws. So we made a bowl that tips back by itself.\n\nThe test report of the glaze is in the evidence. The review asked us to add up the spending plan once more.",
    "女儿爱扔碗，于是我们做了一只会自己站起来的碗。\n\n釉料检测报告已附上。审核请我们把用款计划再核对一遍。",
  ),
  category: "toys-and-games",
  deadlineOn: 160.25,
  deliverOn: 230,
  goal: "9000.00",
  cap: "36000.00",
  tiers: [
    {
      name: words("Set", "一套"),
      about: words("Bowl, cup, plate", "碗、杯、盘"),
      price: "238.00",
      cost: "98.00",
      units: 150,
      perBacker: 4,
    },
  ],
  plan: [
    { purpose: words("Moulds", "模具"), amount: "5200.00" },
    { purpose: words("Glaze test", "釉料检测"), amount: "1600.00" },
    { purpose: words("Work", "人工"), amount: "1700.00", own: true },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [GLAZE],
  faq: FAQ,
  cover: words("A small bowl and cup in soft colours", "柔和颜色的小碗与小杯"),
};
