// In a process of its own: how long it takes to load a bundle, and then the clients in files of their own, in milliseconds.
const [bundle, ...clients] = process.argv.slice(2);
const started = performance.now();
const { handler } = await import(bundle);
if (typeof handler !== "function") throw new Error(`${bundle} exports no handler.`);
const ready = performance.now() - started;
for (const module of await Promise.all(clients.map((path) => import(path))))
	for (const [name, Client] of Object.entries(module)) if (name.endsWith("Client")) new Client({ region: "eu-central-1" });
process.stdout.write(JSON.stringify({ ready, withClients: performance.now() - started }), () => process.exit(0));
