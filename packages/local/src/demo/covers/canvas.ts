/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** A shape by its distance: negative inside, in pixels; and where it can be seen at all. */
export interface Shape {
  readonly distance: (x: number, y: number) => number;
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
}

export const ellipse = (cx: number, cy: number, rx: number, ry: number): Shape => ({
  distance: (x, y) => {
    const [dx, dy] = [(x - cx) / rx, (y - cy) / ry];
    return (Math.hypot(dx, dy) - 1) * Math.min(rx, ry);
  },
  box: [cx - rx, cy - ry, cx + rx, cy + ry],
});

/** A box with round corners, by its middle and its half sizes. */
export const block = (
  [cx, cy]: readonly [number, number],
  [hx, hy]: readonly [number, number],
  round = 0,
): Shape => ({
  distance: (x, y) => {
    const [qx, qy] = [Math.abs(x - cx) - hx + round, Math.abs(y - cy) - hy + round];
    return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - round;
  },
  box: [cx - hx, cy - hy, cx + hx, cy + hy],
});

/** What is in both: a bowl is an ellipse below a line. */
export const both = (a: Shape, b: Shape): Shape => ({
  distance: (x, y) => Math.max(a.distance(x, y), b.distance(x, y)),
  box: a.box,
});

/** The outline of a shape, so many pixels wide. */
export const outline = (shape: Shape, width: number): Shape => ({
  distance: (x, y) => Math.abs(shape.distance(x, y)) - width / 2,
  box: [shape.box[0] - width, shape.box[1] - width, shape.box[2] + width, shape.box[3] + width],
});

const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** A picture that shapes are laid on, one over the other, with soft edges. */
export class Canvas {
  readonly width = 960;
  readonly height = 540;
  readonly pixels = new Uint8Array(960 * 540 * 3);

  /** Begins with a colour that changes from top to bottom. */
  constructor(top: Colour, bottom: Colour) {
    for (let y = 0; y < this.height; y++) {
      this.#lay(0, y, { top, bottom, share: y / this.height, cover: 1 });
      const row = y * this.width * 3;
      for (let at = 3; at < this.width * 3; at++) this.pixels[row + at] = this.pixels[row + at - 3] ?? 0;
    }
  }

  #lay(x: number, y: number, ink: { top: Colour; bottom: Colour; share: number; cover: number }): void {
    const at = (y * this.width + x) * 3;
    for (let c = 0; c < 3; c++) {
      const colour = mix(ink.top[c] ?? 0, ink.bottom[c] ?? 0, ink.share);
      this.pixels[at + c] = Math.round(mix(this.pixels[at + c] ?? 0, colour, ink.cover));
    }
  }

  /**
   * Lays a shape on the picture, its colour changing from its top to its bottom.
   * @param options.soft how many pixels its edge fades over (default 1); a shadow takes many
   */
  fill(
    shape: Shape,
    top: Colour,
    { bottom = top, soft = 1, strength = 1 }: { bottom?: Colour; soft?: number; strength?: number } = {},
  ): this {
    const [left, upper, right, lower] = shape.box;
    const height = Math.max(1, lower - upper);
    for (let y = Math.max(0, Math.floor(upper - soft)); y < Math.min(this.height, lower + soft); y++)
      for (let x = Math.max(0, Math.floor(left - soft)); x < Math.min(this.width, right + soft); x++) {
        const cover = Math.min(1, Math.max(0, 0.5 - shape.distance(x, y) / soft)) * strength;
        const share = Math.min(1, Math.max(0, (y - upper) / height));
        if (cover > 0) this.#lay(x, y, { top, bottom, share, cover });
      }
    return this;
  }
}
