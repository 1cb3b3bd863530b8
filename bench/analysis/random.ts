// Random numbers for the TypeScript peers: by default a generator that JavaScript
// runs fast; after `drawAsRust()` the very numbers of shared/kernels/src/rng.rs,
// so that both sides can be held to the same outcome before they are timed.

export interface Random {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform whole numbers below `n`, up to 2^21. */
  below(n: number): number;
  /** 32 uniform bits. */
  bits(): number;
}

let make = fast;

export const generator = (seed: number): Random => make(seed);

/** For a process that only checks: call sites that have met both kinds are slower. */
export function drawAsRust(): void {
  make = asRust;
}

/** xoshiro128** (Blackman & Vigna 2021), seeded by a 32-bit mixer. */
function fast(seed: number): Random {
  const next = () => {
    seed = (seed + 0x9e3779b9) | 0;
    let z = seed;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = next(), b = next(), c = next(), d = next();
  const bits = () => {
    let result = Math.imul(b, 5);
    result = Math.imul((result << 7) | (result >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  return { bits, unit: () => bits() / 4294967296, below: (n) => Math.floor((bits() / 4294967296) * n) };
}

/** xoshiro256++, seeded by SplitMix64, in halves of 32 bits. */
function asRust(seed: number): Random {
  const state = new Int32Array(8); // low and high half of each word
  let mixed = BigInt(seed);
  for (let word = 0; word < 4; word++) {
    mixed = BigInt.asUintN(64, mixed + 0x9e3779b97f4a7c15n);
    let z = mixed;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    z ^= z >> 31n;
    state[2 * word] = Number(z & 0xffffffffn) | 0;
    state[2 * word + 1] = Number(z >> 32n) | 0;
  }
  let low = 0, high = 0;
  const step = () => {
    const [al, ah, bl, bh, cl, ch, dl, dh] = state;
    // out = rotl(a + d, 23) + a
    let l = (al >>> 0) + (dl >>> 0);
    const h = (ah + dh + (l > 0xffffffff ? 1 : 0)) | 0;
    l |= 0;
    const rl = (l << 23) | (h >>> 9), rh = (h << 23) | (l >>> 9);
    const sum = (rl >>> 0) + (al >>> 0);
    low = sum >>> 0;
    high = (rh + ah + (sum > 0xffffffff ? 1 : 0)) >>> 0;
    const tl = bl << 17, th = (bh << 17) | (bl >>> 15);
    const cl2 = cl ^ al, ch2 = ch ^ ah, dl2 = dl ^ bl, dh2 = dh ^ bh;
    state[0] = al ^ dl2;
    state[1] = ah ^ dh2;
    state[2] = bl ^ cl2;
    state[3] = bh ^ ch2;
    state[4] = cl2 ^ tl;
    state[5] = ch2 ^ th;
    // rotl(d, 45) = rotl(the halves exchanged, 13)
    state[6] = (dh2 << 13) | (dl2 >>> 19);
    state[7] = (dl2 << 13) | (dh2 >>> 19);
  };
  return {
    bits() {
      step();
      return low;
    },
    unit() {
      step();
      return (high * 2097152 + (low >>> 11)) / 9007199254740992;
    },
    below(n) {
      step();
      return Math.floor((high * n + Math.floor((low * n) / 4294967296)) / 4294967296);
    },
  };
}
