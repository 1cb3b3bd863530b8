/** Spares the engine's transactions their round trips: what prepares a query travels with it, as PostgREST sends it. */
import type { ReservedSql, Sql } from "postgres";

/** Statements of whose results nothing is read. */
const preparing = /^(begin$|SELECT set_config\(|SET LOCAL )/;

/** From now on, connections that `sql` reserves do not wait for statements that only prepare the next. */
export function pipeline(sql: Sql): void {
  const reserve = sql.reserve.bind(sql);
  sql.reserve = async () => pipelined(await reserve());
}

function pipelined(reserved: ReservedSql): ReservedSql {
  const unsafe = reserved.unsafe.bind(reserved);
  let failure: unknown;
  // The first failure is the reason; what follows it is told only that the transaction is aborted.
  const reason = (error?: unknown) => {
    const first = failure ?? error;
    failure = undefined;
    return first;
  };
  const send: typeof unsafe = (text, values, options) => {
    if (preparing.test(text)) {
      unsafe(text, values, { ...options, prepare: true }).catch((error) => failure ??= error);
      return Promise.resolve(Object.assign([], { count: 0, command: "" })) as never;
    }
    return unsafe(text, values, options).then(
      (result) => {
        const error = reason();
        if (error) throw error;
        return result;
      },
      (error) => {
        throw reason(error);
      },
    ) as never;
  };
  reserved.unsafe = send;
  return reserved;
}
