/**
 * Decodes the messages of Postgres' logical replication plugin `pgoutput`, protocol version 1.
 * https://www.postgresql.org/docs/17/protocol-logicalrep-message-formats.html
 */

/** A table as the stream describes it. */
export interface Relation {
  oid: number;
  schema: string;
  table: string;
  columns: { name: string; typeOid: number }[];
}

/** A row: Postgres' text forms, null, or undefined for a large value that did not change. */
export type Tuple = (string | null | undefined)[];

export interface RowChange {
  type: "INSERT" | "UPDATE" | "DELETE";
  relation: Relation;
  record?: Tuple;
  /** What the replica identity kept of the old row: its key, or all of it. */
  old?: Tuple;
}

export interface Transaction {
  committedAt: Date;
  /** The transaction's number, without its epoch. */
  xid: number;
  changes: RowChange[];
}

const postgresEpoch = Date.UTC(2000, 0, 1);
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Collects messages until a transaction is complete. */
export class Decoder {
  readonly #relations = new Map<number, Relation>();
  #open: Transaction | undefined;

  /** Takes one message; answers the transaction that it completes. */
  push(message: Uint8Array): Transaction | undefined {
    const reader = new Reader(message);
    switch (reader.char()) {
      case "B": {
        reader.skip(8);
        this.#open = { committedAt: reader.time(), xid: reader.int32(), changes: [] };
        return;
      }
      case "C": {
        const done = this.#open;
        this.#open = undefined;
        return done;
      }
      case "R":
        this.#learn(reader);
        return;
      case "I": {
        const relation = this.#relation(reader);
        reader.skip(1);
        this.#open?.changes.push({ type: "INSERT", relation, record: reader.tuple() });
        return;
      }
      case "U": {
        const relation = this.#relation(reader);
        const kind = reader.char();
        const old = kind === "N" ? undefined : reader.tuple();
        if (old) reader.skip(1);
        const record = reader.tuple().map((value, i) => value === undefined ? old?.[i] ?? undefined : value);
        this.#open?.changes.push({ type: "UPDATE", relation, record, old });
        return;
      }
      case "D": {
        const relation = this.#relation(reader);
        reader.skip(1);
        this.#open?.changes.push({ type: "DELETE", relation, old: reader.tuple() });
      }
    }
  }

  #learn(reader: Reader): void {
    const oid = reader.int32();
    const schema = reader.string() || "pg_catalog";
    const table = reader.string();
    reader.skip(1);
    const columns = Array.from({ length: reader.int16() }, () => {
      reader.skip(1);
      const column = { name: reader.string(), typeOid: reader.int32() };
      reader.skip(4);
      return column;
    });
    this.#relations.set(oid, { oid, schema, table, columns });
  }

  #relation(reader: Reader): Relation {
    const relation = this.#relations.get(reader.int32());
    if (!relation) throw new Error("the stream names a relation that it has not described");
    return relation;
  }
}

/** Reads big-endian fields one after another. */
class Reader {
  #at = 0;
  readonly #view: DataView;
  /** The whole message as text, once somebody asked for a piece of it; null where not every byte is one character. */
  #whole: string | null | undefined;

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  skip(count: number): void {
    this.#at += count;
  }

  char(): string {
    return String.fromCharCode(this.bytes[this.#at++] ?? 0);
  }

  int16(): number {
    return this.#view.getUint16((this.#at += 2) - 2);
  }

  int32(): number {
    return this.#view.getUint32((this.#at += 4) - 4);
  }

  time(): Date {
    const micros = this.#view.getBigInt64((this.#at += 8) - 8);
    return new Date(postgresEpoch + Number(micros / 1000n));
  }

  string(): string {
    const end = this.bytes.indexOf(0, this.#at);
    const value = this.#text(this.#at, end);
    this.#at = end + 1;
    return value;
  }

  tuple(): Tuple {
    return Array.from({ length: this.int16() }, () => {
      const kind = this.char();
      if (kind === "n") return null;
      if (kind === "u") return undefined;
      const length = this.int32();
      this.#at += length;
      return this.#text(this.#at - length, this.#at);
    });
  }

  /** To decode once and cut is faster than to decode every piece. No byte becomes more than one character. */
  #text(from: number, to: number): string {
    if (this.#whole === undefined) {
      const whole = utf8.decode(this.bytes);
      this.#whole = whole.length === this.bytes.length ? whole : null;
    }
    return this.#whole === null ? utf8.decode(this.bytes.subarray(from, to)) : this.#whole.slice(from, to);
  }
}
