/** Channels as tests use them: joined when awaited, and messages that can be waited for. */
import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";

/** Joins a channel; rejects with the server's reason when it is refused. */
export function join(
  client: SupabaseClient,
  name: string,
  config: Record<string, unknown> = {},
  listen: (channel: RealtimeChannel) => void = () => {},
): Promise<RealtimeChannel> {
  const channel = client.channel(name, { config });
  listen(channel);
  return new Promise((resolve, reject) => {
    channel.subscribe((status, error) => {
      if (status === "SUBSCRIBED") resolve(channel);
      else if (status !== "CLOSED") {
        client.removeChannel(channel);
        reject(new Error(`${status}: ${error?.message ?? ""}`));
      }
    });
  });
}

/** Collects what arrives, and waits for it. */
export class Inbox<T> {
  readonly received: T[] = [];
  #waiting: (() => void)[] = [];

  readonly put = (message: T): void => {
    this.received.push(message);
    for (const wake of this.#waiting.splice(0)) wake();
  };

  /** The first `count` messages; throws when they do not arrive in time. */
  async take(count: number, ms = 5000): Promise<T[]> {
    const end = Date.now() + ms;
    while (this.received.length < count) {
      const left = end - Date.now();
      if (left <= 0) throw new Error(`${this.received.length} of ${count} messages arrived within ${ms} ms`);
      let timer: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([
        new Promise<void>((resolve) => this.#waiting.push(resolve)),
        new Promise((resolve) => timer = setTimeout(resolve, left)),
      ]);
      clearTimeout(timer);
    }
    return this.received.slice(0, count);
  }
}
