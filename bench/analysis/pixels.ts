// What `analyze_pixels` does as plain TypeScript would do it, the hashes apart.

const LONG_SIDE = 512;

/** Opaque noise, by the generator of Park & Miller (1988); native code makes the same. */
export function picture(width: number, height: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0, state = 1; i < rgba.length; i++) {
    state = (state * 48271) % 2147483647;
    rgba[i] = i % 4 === 3 ? 255 : state & 255;
  }
  return rgba;
}

/** The same downscale and the same sums over pixels, without the hashes. */
export function analyzePixels(rgba: Uint8Array, width: number, height: number) {
  const long = Math.max(width, height);
  const side = (n: number) => long <= LONG_SIDE ? n : Math.max(1, Math.floor((n * LONG_SIDE + (long >> 1)) / long));
  const [w, h] = [side(width), side(height)];
  const sums = new Float64Array(w * h * 3);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.floor((y * h) / height), Math.ceil(((y + 1) * h) / height)];
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const alpha = rgba[at + 3];
      let [red, green, blue] = [rgba[at], rgba[at + 1], rgba[at + 2]];
      if (alpha < 255) {
        const over = (v: number) => Math.floor((v * alpha + 255 * (255 - alpha) + 127) / 255);
        [red, green, blue] = [over(red), over(green), over(blue)];
      }
      const [first, last] = [Math.floor((x * w) / width), Math.ceil(((x + 1) * w) / width)];
      for (let ty = top; ty < bottom; ty++) {
        const high = Math.min((y + 1) * h, (ty + 1) * height) - Math.max(y * h, ty * height);
        for (let tx = first; tx < last; tx++) {
          const share = high * (Math.min((x + 1) * w, (tx + 1) * width) - Math.max(x * w, tx * width));
          const to = (ty * w + tx) * 3;
          sums[to] += red * share;
          sums[to + 1] += green * share;
          sums[to + 2] += blue * share;
        }
      }
    }
  }
  const luma = new Float32Array(w * h);
  for (let i = 0; i < w * h; i++) {
    const byte = (c: number) => Math.floor(sums[i * 3 + c] / (width * height) + 0.5);
    luma[i] = 0.299 * byte(0) + 0.587 * byte(1) + 0.114 * byte(2);
  }
  let [gradients, laplacians, squares, noise] = [0, 0, 0, 0];
  for (let y = 1; y < h - 1; y++) {
    for (let x = 1; x < w - 1; x++) {
      const i = y * w + x;
      const [a, b, c] = [luma[i - w - 1], luma[i - w], luma[i - w + 1]];
      const [d, e, f] = [luma[i - 1], luma[i], luma[i + 1]];
      const [g, k, l] = [luma[i + w - 1], luma[i + w], luma[i + w + 1]];
      const gx = c + 2 * f + l - (a + 2 * d + g);
      const gy = g + 2 * k + l - (a + 2 * b + c);
      const laplacian = b + d + f + k - 4 * e;
      gradients += gx * gx + gy * gy;
      laplacians += laplacian;
      squares += laplacian * laplacian;
      noise += Math.abs(a + c + g + l - 2 * (b + d + f + k) + 4 * e);
    }
  }
  const n = (w - 2) * (h - 2);
  return {
    tenengrad: gradients / n,
    laplacianVariance: squares / n - (laplacians / n) ** 2,
    noiseSigma: (Math.sqrt(Math.PI / 2) * noise) / (6 * n),
  };
}
