/** The write-ahead log as a stream of committed transactions, through a temporary slot: nothing to clean up. */
import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import postgres from "postgres";
import { Decoder, type Transaction } from "./pgoutput.ts";

export interface WalOptions {
  databaseUrl: string;
  publications: string[];
  onTransaction: (transaction: Transaction) => void;
  log: (line: string) => void;
}

const retryMs = 200;
const endMs = 500;

/** Opens the stream and keeps it open; returns how to end it. */
export async function openWal(options: WalOptions): Promise<() => Promise<void>> {
  let ended = false;
  let close = await follow(options, lost);

  async function lost(): Promise<void> {
    if (ended) return;
    options.log("[realtime] the replication stream broke; opening it again");
    while (!ended) {
      await new Promise((resolve) => setTimeout(resolve, retryMs));
      try {
        close = await follow(options, lost);
        return;
      } catch { /* the server may be restarting */ }
    }
  }

  return async () => {
    ended = true;
    await close();
  };
}

async function follow(options: WalOptions, lost: () => void): Promise<() => Promise<void>> {
  const { databaseUrl, publications, onTransaction, log } = options;
  const sql = postgres(databaseUrl, {
    max: 1,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice() {},
    connection: { replication: "database" } as never,
  });
  const slot = `stack_${crypto.randomUUID().replaceAll("-", "")}`;
  // The replication grammar knows its words in capitals only.
  const [made] = await sql.unsafe(`CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`);
  const stream = await sql.unsafe(
    `START_REPLICATION SLOT ${slot} LOGICAL ${made?.consistent_point}
     (proto_version '1', publication_names '${publications.join(",")}')`,
  ).writable() as unknown as Duplex;
  const decoder = new Decoder();
  stream.on("data", (message: Buffer) => {
    if (message[0] === 0x77) { // w: a piece of the log, behind its positions and the server's clock
      try {
        const transaction = decoder.push(message.subarray(25));
        if (transaction?.changes.length) onTransaction(transaction);
      } catch (error) {
        log(`[realtime] ${(error as Error).message}`);
      }
    } else if (message[0] === 0x6b && message[17] === 1) { // k: where the log ends; the server asks how far we are
      stream.write(acknowledge(message.subarray(1, 9)));
    }
  });
  stream.on("error", () => {});
  stream.on("close", lost);
  return async () => {
    stream.removeListener("close", lost);
    const closed = new Promise((resolve) => stream.once("close", resolve));
    stream.end();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, endMs))]);
    await sql.end({ timeout: 0 }).catch(() => {});
  };
}

/** Standby status update: everything up to this position is written, flushed and applied. */
function acknowledge(position: Uint8Array): Buffer {
  const message = Buffer.alloc(34);
  message[0] = 0x72;
  for (const at of [1, 9, 17]) message.set(position, at);
  message.writeBigInt64BE(BigInt(Date.now() - Date.UTC(2000, 0, 1)) * 1000n, 25);
  return message;
}
