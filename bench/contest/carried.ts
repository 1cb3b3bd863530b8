/** The module that the build put inside a carrier (xtask/src/build/carrier.rs). */
export async function carried(file: URL): Promise<WebAssembly.Module> {
  const carrier = await WebAssembly.instantiate(await Deno.readFile(file));
  const { buffer } = carrier.instance.exports.code as WebAssembly.Memory;
  const size = new DataView(buffer).getUint32(0, true);
  return new WebAssembly.Module(new Uint8Array(buffer as ArrayBuffer, 4, size));
}
