/** Ports come from the operating system, or are asked for by number and then never taken over. */

/** A port on 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** Refuses a port that another program holds. */
export class PortTaken extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is taken by another program; stop that program or choose another port with --port N.`);
    this.name = "PortTaken";
  }
}

/** Throws {@link PortTaken} when somebody listens on `port`; 0 means "any" and is always free. */
export function assertPortFree(port: number): void {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) throw new PortTaken(port);
    throw error;
  }
}
