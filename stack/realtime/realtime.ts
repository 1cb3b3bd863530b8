/** `/realtime/v1`: changes of tables, broadcast and presence over WebSocket, fed by the write-ahead log. */
import type { Sql } from "postgres";
import type { Claims, Tokens } from "../auth/tokens.ts";
import type { Keys } from "../keys.ts";
import { Catalogue } from "./catalogue.ts";
import { Changes } from "./changes.ts";
import { Channels } from "./channel.ts";
import { answerBroadcast } from "./endpoint.ts";
import { ClientSocket } from "./socket.ts";
import { openWal } from "./wal.ts";

export interface RealtimeOptions {
  /** As the superuser. */
  sql: Sql;
  databaseUrl: string;
  keys: Keys;
  tokens: Tokens;
  log: (line: string) => void;
}

const publications = ["supabase_realtime", "supabase_realtime_messages"];
const sweepMs = 1000;

export class Realtime {
  readonly channels = new Channels();
  readonly sql: Sql;
  readonly catalogue: Catalogue;
  readonly log: (line: string) => void;
  readonly #sockets = new Set<ClientSocket>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #closeWal = () => Promise.resolve();

  private constructor(private readonly options: RealtimeOptions) {
    this.sql = options.sql;
    this.log = options.log;
    this.catalogue = new Catalogue(options.sql);
  }

  static async open(options: RealtimeOptions): Promise<Realtime> {
    const realtime = new Realtime(options);
    const changes = new Changes(options.sql, realtime.channels, realtime.catalogue, options.log);
    const onTransaction = changes.take.bind(changes);
    realtime.#closeWal = await openWal({ ...options, publications, onTransaction });
    realtime.#timer = setInterval(() => {
      for (const socket of realtime.#sockets) socket.sweep(Date.now());
    }, sweepMs);
    return realtime;
  }

  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.startsWith("/realtime/v1/api/broadcast")) return await answerBroadcast(this, request);
    if (pathname !== "/realtime/v1/websocket") return Response.json({ message: "not found" }, { status: 404 });
    const key = this.keyClaims(searchParams.get("apikey") ?? request.headers.get("apikey") ?? "");
    if (!key) return Response.json({ message: "Invalid API key" }, { status: 401 });
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return Response.json({ message: "a WebSocket is expected" }, { status: 426 });
    }
    const { socket, response } = Deno.upgradeWebSocket(request);
    const version = searchParams.get("vsn") === "2.0.0" ? "2.0.0" : "1.0.0";
    const client = new ClientSocket(this, socket, version, key);
    this.#sockets.add(client);
    socket.addEventListener("close", () => this.#sockets.delete(client));
    return response;
  }

  /** What an API key gives; undefined for a key that is not ours. */
  keyClaims(key: string): Claims | undefined {
    if (key === this.options.keys.publishable) return { role: "anon" };
    return key === this.options.keys.secret ? { role: "service_role" } : undefined;
  }

  /** What a token or API key gives; undefined when it is no good. */
  async claimsOf(token: string): Promise<Claims | undefined> {
    return this.keyClaims(token) ?? (await this.options.tokens.verify(token))?.claims;
  }

  /** The schema changed. */
  reload(): void {
    this.catalogue.clear();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const socket of this.#sockets) socket.close();
    await this.#closeWal();
  }
}
