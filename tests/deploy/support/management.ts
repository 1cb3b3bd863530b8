// Supabase's Management API as far as a deploy needs it: answers on loopback and remembers what it was sent.

/** One uploaded function. */
export interface Upload {
  slug: string;
  /** What `supabase/config.toml` said of it. */
  metadata: { entrypoint_path: string; verify_jwt?: boolean; static_patterns?: string[] };
  /** Path in the project → content. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
}

export interface Management extends AsyncDisposable {
  url: string;
  /** Every function, in the order of arrival. */
  uploads: Upload[];
  /** Names of the functions that were made live. */
  activated: string[];
  secrets: Map<string, string>;
}

/** Listens on a port of the system's choice. */
export function startManagement(): Management {
  const uploads: Upload[] = [];
  const activated: string[] = [];
  const secrets = new Map<string, string>();
  const routes: [method: string, path: RegExp, answer: (request: Request, found: string[]) => Promise<Response>][] = [
    ["POST", /\/functions\/deploy$/, async (request) => {
      const upload = await received(request);
      uploads.push(upload);
      return Response.json(described(upload.slug), { status: 201 });
    }],
    ["PUT", /\/functions$/, async (request) => {
      const functions: { slug: string }[] = await request.json();
      activated.push(...functions.map(({ slug }) => slug));
      return Response.json({ functions: functions.map(({ slug }) => described(slug)) });
    }],
    ["GET", /\/functions$/, () => Promise.resolve(Response.json([]))],
    ["POST", /\/secrets$/, async (request) => {
      for (const { name, value } of await request.json()) secrets.set(name, value);
      return Response.json({}, { status: 201 });
    }],
    ["GET", /\/v1\/projects\/([a-z]{20})$/, (_request, [, ref = ""]) => Promise.resolve(Response.json(project(ref)))],
  ];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    for (const [method, path, answer] of routes) {
      const found = request.method === method && path.exec(pathname);
      if (found) return await answer(request, found);
    }
    return Response.json({ message: `no ${request.method} ${pathname} here` }, { status: 404 });
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  return { url, uploads, activated, secrets, [Symbol.asyncDispose]: () => server.shutdown() };
}

async function received(request: Request): Promise<Upload> {
  const form = await request.formData();
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const part of form.getAll("file")) {
    if (part instanceof File) files.set(part.name, new Uint8Array(await part.arrayBuffer()));
  }
  const slug = new URL(request.url).searchParams.get("slug") ?? "";
  const metadata = form.get("metadata");
  return { slug, metadata: JSON.parse(metadata instanceof File ? await metadata.text() : String(metadata)), files };
}

const described = (slug: string) => ({
  id: "00000000-0000-4000-8000-000000000001",
  slug,
  name: slug,
  status: "ACTIVE",
  version: 1,
  created_at: 1_700_000_000_000,
  updated_at: 1_700_000_000_000,
  verify_jwt: false,
  import_map: false,
  entrypoint_path: `file:///src/supabase/functions/${slug}/index.ts`,
});

const project = (ref: string) => ({
  id: ref,
  ref,
  organization_id: "acme",
  organization_slug: "acme",
  name: "fake",
  region: "eu-central-1",
  created_at: "2026-01-01T00:00:00Z",
  status: "ACTIVE_HEALTHY",
  database: { host: "db.fake.localhost", version: "17", postgres_engine: "17", release_channel: "ga" },
});
