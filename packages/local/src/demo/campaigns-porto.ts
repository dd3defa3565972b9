// Long because it is texts: six campaigns of one enterprise in two languages.
import { type DemoCampaign, type DemoZone, words } from "./demo-campaign.ts";

const ZONES: readonly DemoZone[] = [
  {
    name: words("Portugal and Spain", "葡萄牙与西班牙"),
    countries: ["PT", "ES"],
    first: "5.90",
    further: "2.00",
  },
  {
    name: words("European Union", "欧盟其他国家"),
    countries: ["DE", "FR", "NL", "BE", "AT", "IT", "IE", "LU"],
    first: "9.90",
    further: "3.00",
  },
];

const COMMON = {
  enterprise: "porto",
  language: "en",
  currency: "EUR",
  vatBps: 2_300,
  zones: ZONES,
} as const;

const HARVEST = words(
  "Cork is stripped from May to August; a wet spring can move the delivery by two to four weeks.",
  "软木每年五月到八月采收；春季多雨可能使交付推迟两到四周。",
);
const PRESS = words(
  "We have one hydraulic press. If it stands still for more than a week, we rent press time in Santa Maria da Feira.",
  "我们只有一台液压机。若停机超过一周，我们会在圣玛丽亚达费拉租用压机。",
);
const COLOUR = words(
  "Cork is a bark: colour and grain differ from piece to piece, and lighten in the sun.",
  "软木是树皮：每件的颜色与纹理各不相同，日晒后会变浅。",
);
const FAQ = [
  {
    q: words("When is my money used?", "我的钱什么时候会被使用？"),
    a: words(
      "Only after the campaign is funded, and tranche by tranche. Until the deadline you can withdraw freely.",
      "只有在项目成功之后，并且分批拨付。截止之前您可以随时撤回。",
    ),
  },
  {
    q: words("Is the cork certified?", "软木有认证吗？"),
    a: words(
      "It comes from two estates near Coruche that strip each tree every nine years and keep the records we upload.",
      "软木来自科鲁什附近的两处林场，每棵树九年采一次，我们会上传采收记录。",
    ),
  },
] as const;

export const MATS: DemoCampaign = {
  ...COMMON,
  key: "mats",
  title: words("Cork yoga mats, pressed whole", "整张压制的软木瑜伽垫"),
  summary: words(
    "Sixty mats from one pressing: no glue, no foam, five millimetres of cork on natural rubber.",
    "一次压制六十张：不用胶水与泡沫，五毫米软木贴合天然橡胶。",
  ),
  story: words(
    "Most cork mats are a thin veneer glued to foam. After a year the veneer curls.\n\nWe press granulate and rubber in one step, so there is no seam that could open. Our first forty mats have been in use in a studio in Matosinhos since last autumn.\n\nThis lot pays for the mould of the longer format and for the rubber of sixty mats.",
    "多数软木垫只是把薄皮贴在泡沫上，一年后就会翘边。\n\n我们把软木颗粒和橡胶一次压制成型，没有会裂开的接缝。去年秋天起，马托西纽什的一间瑜伽馆一直在用我们的头四十张垫子。\n\n这一批用于加长规格的模具，以及六十张垫子的橡胶。",
  ),
  category: "sports-and-outdoors",
  deadlineOn: 26.46,
  deliverOn: 60,
  goal: "1500.00",
  cap: "6000.00",
  tiers: [
    {
      name: words("One mat", "一张垫子"),
      about: words("183 × 61 cm, 5 mm", "183 × 61 厘米，厚 5 毫米"),
      price: "64.00",
      cost: "31.00",
      units: 60,
      perBacker: 6,
    },
    {
      name: words("A pair", "一对"),
      about: words("Two mats, sent together", "两张垫子，一起寄出"),
      price: "118.00",
      cost: "60.00",
      units: 30,
      perBacker: 4,
    },
  ],
  addOns: [
    {
      name: words("Carrying strap", "背带"),
      about: words("Cotton webbing, made in Guimarães", "棉织带，吉马良斯制造"),
      price: "14.00",
      units: 80,
    },
  ],
  plan: [
    { purpose: words("Natural rubber", "天然橡胶"), amount: "700.00" },
    { purpose: words("Mould for the long format", "加长规格模具"), amount: "500.00" },
    { purpose: words("Work of the pressing week", "压制周的人工"), amount: "300.00", own: true },
  ],
  tranches: [
    { shareBps: 6_000, condition: words("At funding", "项目成功时") },
    {
      shareBps: 4_000,
      condition: words("Photographs and press log of the finished lot", "成品照片与压制记录"),
      evidence: "tranche_evidence",
    },
  ],
  risks: [PRESS, COLOUR],
  faq: FAQ,
  cover: words("Rolled cork mats before a calm wall", "静墙前卷起的软木垫"),
};

export const PANELS: DemoCampaign = {
  ...COMMON,
  key: "panels",
  title: words("Quiet rooms: acoustic panels of expanded cork", "安静的房间：膨胀软木吸音板"),
  summary: words(
    "Panels for cafés, classrooms and studios. Black cork, no binder, mounted with four screws.",
    "为咖啡馆、教室与录音室制作。黑色软木，不含粘合剂，四颗螺丝即可安装。",
  ),
  story: words(
    "A café with stone walls is a lovely place until twelve people talk. Expanded cork takes the edge off: it is heated until its own resin binds it, and nothing else is added.\n\nWe have cut panels for three schools in Porto and measured them in the empty rooms before and after. The numbers are in the evidence of this campaign.\n\nThe lot pays for a container of black cork, the cutting, and the frames that we have bought elsewhere so far.",
    "石墙咖啡馆很美，直到十二个人同时说话。膨胀软木能让声音柔和下来：它靠加热后自身的树脂成型，不添加任何东西。\n\n我们已经为波尔图三所学校制作过吸音板，并在空教室里前后测量。数据在本项目的材料中。\n\n这一批用于一个货柜的黑软木、切割，以及至今外购的边框。",
  ),
  category: "home-and-living",
  deadlineOn: 101.46,
  deliverOn: 185,
  goal: "15000.00",
  cap: "40000.00",
  tiers: [
    {
      name: words("Small room", "小房间套装"),
      about: words("Twelve panels, 8.6 m²", "十二块板，8.6 平方米"),
      price: "640.00",
      cost: "372.00",
      units: 40,
      perBacker: 4,
    },
    {
      name: words("Café", "咖啡馆套装"),
      about: words("Thirty panels, 21.6 m²", "三十块板，21.6 平方米"),
      price: "1480.00",
      cost: "905.00",
      units: 25,
      perBacker: 4,
    },
  ],
  addOns: [
    {
      name: words("Mounting kit", "安装配件"),
      about: words("Rails, screws and a drilling template", "导轨、螺丝与钻孔模板"),
      price: "95.00",
      units: 60,
    },
  ],
  plan: [
    { purpose: words("Expanded cork, one container", "膨胀软木一个货柜"), amount: "8200.00" },
    { purpose: words("Cutting and frames", "切割与边框"), amount: "3800.00" },
    { purpose: words("Workshop hours", "工坊工时"), amount: "2400.00", own: true },
    { purpose: words("Crates", "包装箱"), amount: "600.00" },
  ],
  tranches: [
    { shareBps: 6_500, condition: words("At funding", "项目成功时") },
    {
      shareBps: 2_500,
      condition: words(
        "The container has arrived and half of the panels are cut",
        "货柜到港且半数板材已切割",
      ),
      evidence: "tranche_evidence",
    },
    {
      shareBps: 1_000,
      condition: words("Proof of delivery", "交付凭证"),
      evidence: "delivery_proof",
    },
  ],
  risks: [
    HARVEST,
    words(
      "The container can wait in Leixões; we have planned three weeks for it.",
      "货柜可能在雷舒伊斯港滞留，我们预留了三周。",
    ),
  ],
  faq: FAQ,
  cover: words("A wall of dark cork panels in a quiet room", "安静房间里的一面深色软木墙"),
};

export const POTS: DemoCampaign = {
  ...COMMON,
  key: "pots",
  title: words("Cork pots that keep roots cool", "让根系凉爽的软木花盆"),
  summary: words(
    "Turned from solid blocks, sealed inside with beeswax. A small lot of one hundred.",
    "由整块软木车制，内壁以蜂蜡密封。一百件的小批量。",
  ),
  story: words(
    "Terracotta cracks in frost and plastic cooks the roots on a balcony. Cork does neither.\n\nWe turn the pots from blocks that are too short for stoppers, so this lot costs no tree anything. The inside is sealed with warm beeswax; a cork dust plug closes the drain.\n\nWe tested twenty pots through one winter on the roof of the workshop.",
    "陶盆怕冻裂，塑料盆在阳台上会烫伤根系，软木两者都不会。\n\n花盆用做不了瓶塞的短料车制，因此不多用一棵树。内壁用温热的蜂蜡密封，排水口以软木粉塞住。\n\n我们在工坊屋顶用二十个花盆试过一个冬天。",
  ),
  category: "home-and-living",
  deadlineOn: 128.75,
  deliverOn: 190,
  goal: "1200.00",
  cap: "3000.00",
  tiers: [
    {
      name: words("Set of three", "三件套"),
      about: words("10, 13 and 16 cm", "10、13、16 厘米"),
      price: "48.00",
      cost: "19.50",
      units: 40,
      perBacker: 6,
    },
    {
      name: words("One large pot", "大花盆一只"),
      about: words("26 cm, with a saucer", "26 厘米，带托盘"),
      price: "72.00",
      cost: "30.00",
      units: 30,
      perBacker: 6,
    },
  ],
  addOns: [
    {
      name: words("Spare saucer", "备用托盘"),
      about: words("For the large pot", "配大花盆"),
      price: "9.00",
      units: 40,
    },
  ],
  plan: [
    { purpose: words("Lathe tools", "车刀"), amount: "420.00" },
    { purpose: words("Beeswax from Montesinho", "蒙特西尼奥蜂蜡"), amount: "480.00" },
    { purpose: words("Turning", "车制人工"), amount: "300.00", own: true },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [COLOUR, HARVEST],
  faq: FAQ,
  cover: words("Three cork pots with young plants", "三只种着小苗的软木花盆"),
};

export const LAMPS: DemoCampaign = {
  ...COMMON,
  key: "lamps",
  title: words("Lampshades from sheet cork", "软木皮灯罩"),
  summary: words(
    "Light through half a millimetre of cork: warm, never bright. Still a draft.",
    "光线透过半毫米的软木：温暖而不刺眼。仍在撰写中。",
  ),
  story: words(
    "We slice blocks into sheets of half a millimetre and laminate them on linen.\n\nThe frames are bent in Braga. We are still waiting for the second heat test before we submit this campaign.",
    "我们把软木块切成半毫米的薄片，贴合在亚麻布上。\n\n灯架在布拉加弯制。第二次耐热测试完成后我们才会提交。",
  ),
  category: "home-and-living",
  deadlineOn: 150.75,
  deliverOn: 220,
  goal: "2200.00",
  cap: "8000.00",
  tiers: [
    {
      name: words("Table lamp", "台灯"),
      about: words("28 cm, with cable", "28 厘米，含电线"),
      price: "89.00",
      cost: "41.00",
      units: 60,
      perBacker: 4,
    },
  ],
  plan: [
    { purpose: words("Frames", "灯架"), amount: "1700.00" },
    { purpose: words("Laminating", "贴合人工"), amount: "500.00", own: true },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [COLOUR],
  faq: FAQ,
  cover: words("A cork lampshade glowing in the evening", "傍晚发光的软木灯罩"),
};

export const GRIPS: DemoCampaign = {
  ...COMMON,
  key: "grips",
  title: words("Handlebar grips for long rides", "长途骑行软木把套"),
  summary: words(
    "Agglomerated cork, turned and waxed: dry hands after a hundred kilometres.",
    "压合软木车制上蜡：骑行百公里，双手依然干爽。",
  ),
  story: words(
    "Rui commutes along the Douro on a bicycle older than our press. He made the first pair for himself.\n\nTwo bicycle shops have sold a hundred pairs since. They want a second shape for narrow hands; that is what this lot is for.",
    "Rui 每天沿着杜罗河骑车上班，那辆车比我们的压机还老。第一副把套是他给自己做的。\n\n此后两家自行车店卖出了一百副。他们想要适合小手的第二种款式，这一批就是为此。",
  ),
  category: "mobility",
  deadlineOn: 119.4,
  deliverOn: 175,
  goal: "1000.00",
  cap: "5000.00",
  tiers: [
    {
      name: words("Grips", "把套"),
      about: words("One pair, narrow or wide", "一副，窄款或宽款"),
      price: "29.00",
      cost: "11.20",
      units: 120,
      perBacker: 10,
    },
    {
      name: words("Grips and bar tape", "把套与把带"),
      about: words("One pair and two rolls", "一副把套与两卷把带"),
      price: "46.00",
      cost: "19.40",
      units: 80,
      perBacker: 10,
    },
  ],
  plan: [
    { purpose: words("Turning jig", "车制夹具"), amount: "450.00" },
    { purpose: words("Granulate", "软木颗粒"), amount: "300.00" },
    { purpose: words("Work", "人工"), amount: "250.00", own: true },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [PRESS],
  faq: FAQ,
  cover: words("Cork grips on a curved handlebar", "弯把上的软木把套"),
};

export const BOARDS: DemoCampaign = {
  ...COMMON,
  key: "boards",
  title: words("Serving boards, cork and chestnut", "软木与栗木餐板"),
  summary: words(
    "A chestnut frame, a cork heart: hot pots may stay on the table.",
    "栗木为框，软木为芯：热锅可以直接上桌。",
  ),
  story: words(
    "The chestnut comes from a carpenter in Amarante who closes his shop next year. We have bought his last planks.\n\nFifty boards, each with a number. When the wood is used up, the series is over.",
    "栗木来自阿马兰特一位明年就要关店的木匠，我们买下了他最后的木板。\n\n共五十块，每块都有编号。木料用完，系列即止。",
  ),
  category: "crafts",
  deadlineOn: 154.75,
  deliverOn: 200,
  goal: "1400.00",
  cap: "4200.00",
  tiers: [
    {
      name: words("One board", "餐板一块"),
      about: words("42 × 24 cm, numbered", "42 × 24 厘米，带编号"),
      price: "76.00",
      cost: "37.00",
      units: 50,
      perBacker: 3,
    },
  ],
  plan: [
    { purpose: words("Chestnut planks", "栗木板"), amount: "1000.00" },
    { purpose: words("Joinery", "木工人工"), amount: "400.00", own: true },
  ],
  tranches: [{ shareBps: 10_000, condition: words("At funding", "项目成功时") }],
  risks: [COLOUR],
  faq: FAQ,
  cover: words("A chestnut board with a cork heart", "软木芯的栗木餐板"),
};
