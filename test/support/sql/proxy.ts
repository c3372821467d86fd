import { connect, createServer, type Socket } from "node:net";

/** How the way to a server misbehaves. */
export type Fault =
	/** Accepts and says nothing. */
	| { readonly kind: "stall" }
	/** Says that it has no TLS, as a PostgreSQL server without a certificate does. */
	| { readonly kind: "refuse-tls" }
	/** Lets so many bytes of the server's answers through, then falls silent or hangs up. */
	| { readonly kind: "stall-after" | "drop-after"; readonly bytes: number }
	/** Hangs up when the client says a text, unencrypted: before the server hears it, or after it has answered. */
	| { readonly kind: "drop-at"; readonly text: string; readonly heard: boolean };

/** A TCP proxy in front of a server that misbehaves. */
export async function startProxy(
	port: number,
	fault: Fault,
): Promise<{ port: number; connections: () => number; stop: () => Promise<void> }> {
	const sockets = new Set<Socket>();
	let connections = 0;
	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => sockets.delete(socket));
	};
	const server = createServer((client) => {
		connections++;
		keep(client);
		if (fault.kind === "stall") return;
		if (fault.kind === "refuse-tls") {
			client.once("data", () => client.write("N"));
			return;
		}
		const upstream = connect(port, "127.0.0.1");
		keep(upstream);
		let said = false;
		client.on("data", (chunk) => {
			said ||= fault.kind === "drop-at" && chunk.includes(fault.text);
			if (said && fault.kind === "drop-at" && !fault.heard) upstream.destroy();
			else upstream.write(chunk);
		});
		client.on("end", () => upstream.end());
		let passed = 0;
		upstream.on("data", (chunk) => {
			if (fault.kind === "drop-at") {
				if (said) client.destroy();
				else client.write(chunk);
				return;
			}
			passed += chunk.length;
			if (passed <= fault.bytes) client.write(chunk);
			else if (fault.kind === "drop-after") client.destroy();
		});
		upstream.on("close", () => client.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	return {
		port: typeof address === "object" && address ? address.port : 0,
		connections: () => connections,
		async stop() {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
