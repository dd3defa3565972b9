import { block, both, Canvas, type Colour, ellipse, outline, type Shape } from "./canvas.ts";
import { pngOf } from "./png.ts";

const CORK: Colour = [190, 143, 98];
const CORK_DARK: Colour = [146, 103, 66];
const COAL: Colour = [58, 52, 50];
const COAL_LIGHT: Colour = [84, 75, 70];
const LEAF: Colour = [74, 121, 84];
const LEAF_LIGHT: Colour = [121, 164, 108];
const CREAM: Colour = [246, 240, 228];
const WHITE: Colour = [252, 250, 246];
const SHADOW: Colour = [60, 50, 44];
const CELADON: Colour = [158, 193, 176];
const CELADON_DARK: Colour = [112, 155, 141];
const COBALT: Colour = [45, 82, 148];
const COPPER: Colour = [158, 48, 42];
const COPPER_DARK: Colour = [96, 24, 32];
const TEA: Colour = [150, 94, 52];
const TEA_DARK: Colour = [102, 60, 34];
const STEEL: Colour = [96, 108, 116];

const shadow = (canvas: Canvas, cx: number, cy: number, rx: number): Canvas =>
  canvas.fill(ellipse(cx, cy, rx, rx * 0.13), SHADOW, { soft: 34, strength: 0.28 });

/** The half of a shape below a height. */
const below = (y: number, shape: Shape): Shape => both(shape, block([480, y + 600], [900, 600]));
const above = (y: number, shape: Shape): Shape => both(shape, block([480, y - 600], [900, 600]));

const table = (top: Colour, bottom: Colour, board: Colour): Canvas =>
  new Canvas(top, bottom).fill(block([480, 480], [520, 110]), board);

const mats = () => {
  const canvas = table([226, 234, 228], [204, 218, 210], [183, 199, 189]);
  for (const [x, r] of [
    [330, 92],
    [520, 106],
    [712, 84],
  ] as const) {
    shadow(canvas, x, 392, r * 1.25).fill(ellipse(x, 386 - r, r, r), CORK, { bottom: CORK_DARK });
    for (let turn = 0.8; turn > 0.1; turn -= 0.18)
      canvas.fill(outline(ellipse(x, 386 - r, r * turn, r * turn), 4), [224, 188, 146]);
  }
  return canvas;
};

const panels = () => {
  const canvas = new Canvas([222, 214, 203], [205, 194, 180]);
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 5; column++) {
      const light = (row * 5 + column * 3) % 4 === 0;
      const middle = [230 + column * 126, 112 + row * 126] as const;
      canvas.fill(block(middle, [57, 57], 8), light ? COAL_LIGHT : COAL, { bottom: COAL });
    }
  canvas.fill(block([480, 508], [520, 42]), [168, 140, 112]);
  shadow(canvas, 790, 494, 70).fill(block([790, 470], [52, 12], 10), [196, 120, 84]);
  return canvas.fill(block([752, 488], [4, 18]), COAL).fill(block([828, 488], [4, 18]), COAL);
};

const pots = () => {
  const canvas = table([216, 229, 221], [236, 240, 231], [224, 214, 196]);
  for (const [x, w, h] of [
    [270, 66, 62],
    [480, 88, 84],
    [706, 72, 70],
  ] as const) {
    const top = 400 - 2 * h;
    for (const lean of [-0.55, -0.2, 0.2, 0.55])
      canvas.fill(
        ellipse(x + lean * w, top - 34 + Math.abs(lean) * 24, 17, 52),
        lean < 0 ? LEAF : LEAF_LIGHT,
      );
    shadow(canvas, x, 402, w * 1.2);
    canvas.fill(block([x, 400 - h], [w, h], 14), CORK, { bottom: CORK_DARK });
    canvas.fill(block([x, top + 10], [w + 6, 12], 8), [208, 165, 120]);
  }
  return canvas;
};

const lamps = () =>
  shadow(
    new Canvas([42, 48, 60], [86, 74, 70]).fill(block([480, 486], [520, 74]), [66, 54, 48]),
    480,
    420,
    150,
  )
    .fill(ellipse(480, 226, 300, 220), [250, 205, 136], { soft: 300, strength: 0.5 })
    .fill(block([480, 352], [7, 66]), STEEL)
    .fill(block([480, 416], [84, 9], 8), STEEL)
    .fill(block([480, 214], [150, 84], 40), [252, 214, 150], { bottom: CORK });

const grips = () => {
  const canvas = new Canvas([214, 226, 232], [232, 236, 234]);
  shadow(canvas, 480, 430, 330);
  canvas.fill(below(250, outline(ellipse(480, 250, 270, 110), 20)), STEEL);
  for (const x of [210, 750])
    canvas
      .fill(block([x, 214], [30, 96], 26), CORK, { bottom: CORK_DARK })
      .fill(block([x, 136], [34, 10], 8), COAL)
      .fill(block([x, 300], [34, 8], 8), COAL);
  return canvas.fill(block([480, 400], [22, 70], 10), STEEL).fill(ellipse(480, 358, 34, 34), COAL);
};

const boards = () =>
  shadow(table([238, 228, 214], [226, 210, 190], [204, 182, 156]), 480, 420, 300)
    .fill(block([480, 310], [284, 104], 26), [134, 84, 52], { bottom: [108, 64, 40] })
    .fill(block([462, 310], [196, 74], 16), CORK, { bottom: CORK_DARK })
    .fill(ellipse(716, 310, 18, 18), [226, 210, 190])
    .fill(ellipse(430, 272, 78, 30), WHITE)
    .fill(ellipse(430, 270, 60, 21), [206, 106, 74]);

/** A bowl or a cup: its body below its rim, the rim as an ellipse. */
function vessel(
  canvas: Canvas,
  { x, y, r, depth }: { x: number; y: number; r: number; depth: number },
  [light, dark, inside]: readonly [Colour, Colour, Colour],
): Canvas {
  shadow(canvas, x, y + depth + 4, r * 0.95);
  return canvas
    .fill(block([x, y + depth - 4], [r * 0.42, 10], 4), dark)
    .fill(below(y, ellipse(x, y, r, depth)), light, { bottom: dark })
    .fill(ellipse(x, y, r, r * 0.22), light)
    .fill(ellipse(x, y + 2, r * 0.91, r * 0.18), inside);
}

const teaSet = () => {
  const canvas = table([232, 238, 232], [216, 226, 219], [186, 168, 148]);
  shadow(canvas, 420, 404, 150)
    .fill(outline(ellipse(306, 312, 58, 52), 16), CELADON_DARK)
    .fill(block([550, 290], [50, 11], 10), CELADON)
    .fill(ellipse(420, 318, 132, 92), CELADON, { bottom: CELADON_DARK })
    .fill(ellipse(420, 238, 62, 18), CELADON_DARK)
    .fill(ellipse(420, 218, 15, 13), CELADON);
  const glaze = [CELADON, CELADON_DARK, [206, 168, 96]] as const;
  vessel(canvas, { x: 664, y: 344, r: 54, depth: 56 }, glaze);
  return vessel(canvas, { x: 784, y: 360, r: 50, depth: 50 }, glaze);
};

const bowls = () =>
  vessel(table([222, 230, 240], [236, 240, 244], [198, 206, 214]), { x: 480, y: 238, r: 230, depth: 176 }, [
    WHITE,
    [214, 220, 226],
    [232, 198, 130],
  ])
    .fill(below(300, outline(ellipse(480, 238, 214, 108), 13)), COBALT, { strength: 0.85 })
    .fill(block([592, 158], [9, 104], 8), TEA_DARK)
    .fill(block([622, 162], [9, 104], 8), TEA);

const vases = () =>
  shadow(table([236, 226, 218], [222, 206, 194], [188, 170, 156]), 480, 440, 110)
    .fill(ellipse(480, 330, 118, 112), COPPER, { bottom: COPPER_DARK })
    .fill(block([480, 196], [36, 78], 12), COPPER)
    .fill(ellipse(480, 122, 62, 15), COPPER)
    .fill(ellipse(480, 123, 48, 9), COPPER_DARK)
    .fill(ellipse(440, 300, 20, 52), [214, 116, 98], { soft: 26, strength: 0.6 });

const children = () => {
  const canvas = table([250, 236, 222], [246, 228, 214], [232, 208, 190]);
  vessel(canvas, { x: 380, y: 290, r: 130, depth: 110 }, [[244, 190, 170], [226, 158, 140], CREAM]);
  vessel(canvas, { x: 640, y: 296, r: 78, depth: 104 }, [[168, 204, 196], [134, 178, 170], CREAM]);
  return canvas.fill(ellipse(345, 344, 9, 11), SHADOW).fill(ellipse(415, 344, 9, 11), SHADOW);
};

const hojicha = () => {
  const canvas = table([240, 228, 210], [228, 210, 186], [176, 140, 108]);
  for (const x of [400, 570])
    shadow(canvas, x, 418, 88)
      .fill(block([x, 310], [72, 108], 12), TEA, { bottom: TEA_DARK })
      .fill(block([x, 214], [75, 24], 10), [214, 178, 120])
      .fill(block([x, 318], [46, 50], 4), CREAM)
      .fill(ellipse(x, 318, 18, 26), LEAF);
  return canvas.fill(ellipse(730, 414, 46, 15), TEA_DARK).fill(ellipse(250, 420, 38, 12), TEA);
};

const iceCream = () =>
  vessel(
    new Canvas([228, 238, 236], [240, 238, 228])
      .fill(block([480, 480], [520, 110]), [206, 216, 208])
      .fill(ellipse(426, 240, 86, 84), [198, 158, 116], { bottom: TEA })
      .fill(ellipse(540, 232, 88, 86), [212, 172, 130], { bottom: TEA }),
    { x: 480, y: 276, r: 176, depth: 124 },
    [WHITE, [216, 214, 206], [186, 144, 104]],
  )
    .fill(ellipse(540, 214, 80, 62), [212, 172, 130], { bottom: [190, 148, 106] })
    .fill(ellipse(420, 222, 74, 56), [198, 158, 116], { bottom: [176, 132, 92] })
    .fill(ellipse(582, 156, 16, 40), LEAF);

const coldBrew = () => {
  const canvas = table([224, 236, 230], [238, 242, 234], [196, 208, 198]);
  shadow(canvas, 480, 448, 96);
  const bottle = block([480, 310], [82, 136], 40);
  canvas.fill(block([480, 150], [30, 62], 10), [206, 224, 218]).fill(block([480, 82], [26, 22], 8), CORK);
  canvas.fill(bottle, [214, 230, 224]).fill(below(236, bottle), [178, 196, 110], { bottom: LEAF_LIGHT });
  for (const [x, y] of [
    [450, 412],
    [486, 424],
    [516, 404],
  ] as const)
    canvas.fill(ellipse(x, y, 17, 7), LEAF);
  return canvas.fill(block([430, 310], [7, 94], 7), WHITE, { strength: 0.6 });
};

const classBox = () =>
  shadow(
    new Canvas([70, 60, 58], [120, 88, 70]).fill(block([480, 486], [520, 84]), [86, 66, 56]),
    480,
    430,
    170,
  )
    .fill(ellipse(480, 424, 160, 28), [236, 112, 52], { soft: 60, strength: 0.7 })
    .fill(block([690, 276], [110, 15], 12), [128, 84, 62])
    .fill(ellipse(480, 296, 138, 96), [176, 118, 88], { bottom: [122, 76, 56] })
    .fill(above(250, ellipse(480, 250, 84, 40)), [146, 94, 68])
    .fill(ellipse(480, 250, 84, 17), COAL)
    .fill(ellipse(450, 248, 20, 6), TEA)
    .fill(ellipse(508, 251, 22, 6), TEA_DARK);

const PICTURES: Readonly<Record<string, () => Canvas>> = {
  mats,
  panels,
  pots,
  lamps,
  grips,
  boards,
  "tea-set": teaSet,
  bowls,
  vases,
  children,
  hojicha,
  "ice-cream": iceCream,
  "cold-brew": coldBrew,
  "class-box": classBox,
};

/** The cover of a campaign: a PNG of 960 × 540, drawn here and the same each time. */
export function coverOf(key: string): Uint8Array {
  const picture = PICTURES[key];
  if (picture === undefined) throw new Error(`no cover is drawn for ${key}`);
  return pngOf(picture());
}
