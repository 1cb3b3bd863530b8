/** The words that a program of the stack is started with. */
import { parseArgs, type ParseArgsConfig } from "node:util";

/** As `parseArgs`; words that it does not know are a sentence and the usage, and the end. */
export function readArguments<Config extends ParseArgsConfig>(
  usage: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(`${(error as Error).message.split(". ")[0]}.\nUsage: ${usage}`);
    Deno.exit(1);
  }
}
