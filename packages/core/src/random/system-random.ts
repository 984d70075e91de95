/** Uniform in [0, 1), different in every process. */
export function systemRandom(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word / 0x1_0000_0000;
}
