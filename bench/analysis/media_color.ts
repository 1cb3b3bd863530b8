// Colours as the eye tells them apart, as in shared/analysis/src/media/color.rs.

export type Lab = [l: number, a: number, b: number];

export function labOf(hex: string): Lab {
  const bits = parseInt(hex.slice(1), 16);
  const linear = (byte: number) => {
    const v = byte / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  const r = linear(bits >> 16), g = linear(bits >> 8 & 255), b = linear(bits & 255);
  const root = (t: number) => t > 216 / 24_389 ? Math.cbrt(t) : (24_389 / 27 * t + 16) / 116;
  const x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = root(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = root((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

export const labs = (palette: string[] | null | undefined): Lab[] => (palette ?? []).map(labOf);

const RADIANS = Math.PI / 180;
const seventh = (c: number) => {
  const c7 = c ** 7;
  return Math.sqrt(c7 / (c7 + 6_103_515_625));
};
const scaleOfLightness = (mean: number) => {
  const fromGrey = (mean - 50) ** 2;
  return 1 + 0.015 * fromGrey / Math.sqrt(20 + fromGrey);
};
const hue = (a: number, b: number) => {
  if (a === 0 && b === 0) return 0;
  const degrees = Math.atan2(b, a) / RADIANS;
  return degrees < 0 ? degrees + 360 : degrees;
};

/** CIEDE2000, in the steps of Sharma, Wu & Dalal 2005. */
export function deltaE2000([l1, a, b1]: Lab, [l2, c, b2]: Lab): number {
  const g = 0.5 * (1 - seventh((Math.hypot(a, b1) + Math.hypot(c, b2)) / 2));
  const a1 = a * (1 + g), a2 = c * (1 + g);
  const c1 = Math.hypot(a1, b1), c2 = Math.hypot(a2, b2), h1 = hue(a1, b1), h2 = hue(a2, b2);
  const grey = c1 * c2 === 0;
  let turn = grey ? 0 : h2 - h1;
  if (turn > 180) turn -= 360;
  else if (turn < -180) turn += 360;
  const sum = h1 + h2;
  const h = grey ? sum : Math.abs(h1 - h2) <= 180 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
  const chroma = (c1 + c2) / 2;
  const cos = (degrees: number) => Math.cos(degrees * RADIANS);
  const t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63);
  const dl = (l2 - l1) / scaleOfLightness((l1 + l2) / 2);
  const dc = (c2 - c1) / (1 + 0.045 * chroma);
  const dh = 2 * Math.sqrt(c1 * c2) * Math.sin(turn / 2 * RADIANS) / (1 + 0.015 * chroma * t);
  const rotation = 60 * Math.exp(-(((h - 275) / 25) ** 2));
  const rt = -Math.sin(rotation * RADIANS) * 2 * seventh(chroma);
  return Math.sqrt(Math.max(dl * dl + dc * dc + dh * dh + rt * dc * dh, 0));
}

/** For each colour the nearest of the other palette, averaged. */
export function paletteDistance(palette: Lab[], to: Lab[]): number | undefined {
  if (palette.length === 0 || to.length === 0) return undefined;
  let sum = 0;
  for (const color of palette) {
    let nearest = Infinity;
    for (const other of to) {
      // Chroma and hue only add to what lightness makes.
      const lightness = Math.abs(other[0] - color[0]) / scaleOfLightness((other[0] + color[0]) / 2);
      if (lightness < nearest) nearest = Math.min(nearest, deltaE2000(color, other));
    }
    sum += nearest;
  }
  return sum / palette.length;
}
