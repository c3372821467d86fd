import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiServer, type ClientOptions, createClient, LoginFailed } from "../../shared/kubernetes/client.ts";
import { type HttpsServer, json, startHttps, status } from "../support/kubernetes/https.ts";

const token = "s3cret-token";

describe("the client of an API server", () => {
	let server: HttpsServer;
	beforeAll(async () => {
		server = await startHttps();
	});
	afterAll(() => server.stop());

	const access = (differences: Partial<ApiServer> = {}): ApiServer => ({
		url: server.url,
		login: async () => ({ ca: server.authority, headers: { authorization: `Bearer ${token}` } }),
		hint: () => undefined,
		...differences,
	});
	const pauses: number[] = [];
	const open = (differences: Partial<ApiServer> = {}, options: Partial<ClientOptions> = {}) => {
		pauses.length = 0;
		return createClient(access(differences), {
			version: "1.2.3",
			environment: {},
			sleep: async (milliseconds) => void pauses.push(milliseconds),
			...options,
		});
	};
	const get = async (differences: Partial<ApiServer> = {}, options: Partial<ClientOptions> = {}) => {
		const client = open(differences, options);
		try {
			return await client.get("/version", "get version");
		} finally {
			client.close();
		}
	};

	it("sends the token and who it is, and reads JSON, gzipped too", async () => {
		server.answer((_, response) => json(response, { plain: true }));
		expect(await get()).toEqual({ body: { plain: true } });
		expect(server.requests[0]).toMatchObject({
			url: "/version",
			headers: { authorization: `Bearer ${token}`, "user-agent": "parapet/1.2.3" },
		});
		server.answer((_, response) => {
			response.writeHead(200, { "content-encoding": "gzip" });
			response.end(gzipSync(JSON.stringify({ zipped: "日本" })));
		});
		expect(await get()).toEqual({ body: { zipped: "日本" } });
	});

	it("keeps the path under which an API lies", async () => {
		server.answer((_, response) => json(response, {}));
		await get({ url: `${server.url}/k8s/clusters/c-1` });
		expect(server.requests[0]?.url).toBe("/k8s/clusters/c-1/version");
	});

	it("uses connections again", async () => {
		server.answer((_, response) => json(response, {}));
		const client = open();
		for (let number = 0; number < 5; number++) await client.get("/version", "get version");
		client.close();
		expect([server.requests.length, server.connections()]).toEqual([5, 1]);
	});

	it("waits as long as the server asks when there are too many requests, half a minute at most", async () => {
		let asked = 0;
		server.answer((_, response) => {
			asked++;
			if (asked === 1) json(response, status(429, "slow down"), 429, { "retry-after": "7" });
			else if (asked === 2) json(response, status(429, "slow down"), 429, { "retry-after": "3600" });
			else if (asked === 3) json(response, status(503, "starting"), 503);
			else json(response, { done: true });
		});
		expect(await get()).toEqual({ body: { done: true } });
		expect(pauses).toEqual([7_000, 30_000, 2_000]);
	});

	it("gives up after five attempts, with longer pauses each time", async () => {
		server.answer((_, response) => json(response, status(429, "too many requests"), 429));
		expect(await get()).toEqual({
			unread: { service: "kubernetes", operation: "get version", cause: "throttled", message: "too many requests" },
			expired: false,
		});
		expect([server.requests.length, pauses]).toEqual([5, [500, 1_000, 2_000, 4_000]]);
	});

	it.each([
		[
			"403 in the server's words",
			403,
			status(403, 'pods is forbidden: User "x" cannot list'),
			"denied",
			'pods is forbidden: User "x" cannot list',
		],
		[
			"404 of a resource that it does not have",
			404,
			status(404, "the server could not find the requested resource"),
			"notFound",
			"could not find",
		],
		["410 of a listing whose place is gone", 410, status(410, "The provided continue parameter is too old"), "other", "too old"],
		["406", 406, status(406, "only JSON is served"), "unsupported", "only JSON"],
		["500, after attempts", 500, status(500, "etcdserver: request timed out"), "other", "etcdserver"],
		["504, after attempts", 504, status(504, "Timeout: request did not complete"), "timeout", "did not complete"],
	] as const)("tells a %s", async (_, code, body, cause, message) => {
		server.answer((__, response) => json(response, body, code));
		const outcome = await get();
		expect(outcome).toMatchObject({ unread: { cause, message: expect.stringContaining(message) }, expired: code === 410 });
		expect(server.requests.length).toBe(code >= 500 ? 5 : 1);
	});

	it("takes a 404 of something else than an API server for no answer about the cluster", async () => {
		server.answer((_, response) => {
			response.writeHead(404, { "content-type": "text/html" });
			response.end("<h1>Not Found</h1>");
		});
		expect(await get()).toMatchObject({
			unread: { cause: "malformed", message: expect.stringContaining("not in the way of a Kubernetes API") },
		});
		server.answer((_, response) => {
			response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
			response.end("404 page not found\n");
		});
		expect(await get()).toMatchObject({ unread: { cause: "notFound" } });
	});

	it("follows no redirect, which would carry the token elsewhere", async () => {
		server.answer((_, response) => {
			response.writeHead(302, { location: `${server.url}/elsewhere` });
			response.end();
		});
		expect(await get()).toMatchObject({ unread: { cause: "malformed", message: expect.stringContaining("redirects (302)") } });
		expect(server.requests.length).toBe(1);
	});

	it.each([
		["cut JSON", '{"items": ['],
		["an array", "[]"],
		["null", "null"],
		["a page for people", "<html>sign in</html>"],
	])("does not take %s for an answer", async (_, text) => {
		server.answer((__, response) => response.end(text));
		expect(await get()).toMatchObject({ unread: { cause: "malformed", message: "The answer is no JSON object." } });
	});

	it("asks again when the connection breaks in the middle of an answer", async () => {
		let asked = 0;
		server.answer((_, response) => {
			asked++;
			if (asked > 2) return json(response, { whole: true });
			response.writeHead(200, { "content-length": "1000" });
			response.write("{");
			setImmediate(() => response.socket?.destroy());
		});
		expect(await get()).toEqual({ body: { whole: true } });
		expect(asked).toBe(3);
	});

	it("gives up on a server that breaks every connection, and asks nothing more of it", async () => {
		server.answer((request) => request.socket.destroy());
		const client = open();
		expect(await client.get("/version", "get version")).toMatchObject({ unread: { cause: "network" } });
		expect(server.requests.length).toBe(5);
		expect(client.lost()).toMatchObject({ cause: "network" });
		expect(await client.get("/apis", "get apis")).toMatchObject({ unread: { cause: "network", operation: "get apis" } });
		expect(server.requests.length).toBe(5);
		client.close();
	});

	it("asks a silent server twice, then no more", async () => {
		server.answer(() => {});
		const client = open(
			{ hint: (of) => (of === "unreachable" ? "Perhaps it sleeps." : undefined) },
			{ timeouts: { connect: 5_000, idle: 100, total: 5_000 } },
		);
		expect(await client.get("/version", "get version")).toMatchObject({
			unread: { cause: "timeout", message: expect.stringMatching(/said nothing.* Perhaps it sleeps\.$/) },
		});
		await client.get("/apis", "get apis");
		expect(server.requests.length).toBe(2);
		client.close();
	});

	it("does not wait for the end of an answer that drips", async () => {
		const timers: NodeJS.Timeout[] = [];
		server.answer((_, response) => {
			response.writeHead(200);
			timers.push(setInterval(() => response.write(" "), 10));
		});
		expect(await get({}, { timeouts: { connect: 5_000, idle: 5_000, total: 200 } })).toMatchObject({
			unread: { cause: "timeout", message: expect.stringContaining("not whole") },
		});
		for (const timer of timers) clearInterval(timer);
	});

	it("does not wait for a server that takes the connection and never speaks TLS", async () => {
		const mute = createServer((socket) => socket.on("error", () => {}).resume());
		await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
		const address = mute.address();
		const port = typeof address === "object" ? address?.port : 0;
		const outcome = await get({ url: `https://localhost:${port}` }, { timeouts: { connect: 100, idle: 5_000, total: 5_000 } });
		expect(outcome).toMatchObject({ unread: { cause: "timeout", message: expect.stringContaining("did not take the connection") } });
		await new Promise((resolve) => mute.close(resolve));
	});

	it.each([
		["an authority that it does not trust", () => ({ login: async () => ({ ca: [], headers: { authorization: `Bearer ${token}` } }) })],
		["a certificate of another name", () => ({ url: server.url.replace("localhost", "127.0.0.1") })],
	] as const)("sends nothing to a server with %s, and tries once", async (_, differences) => {
		server.answer((__, response) => json(response, {}));
		const outcome = await get(differences());
		expect(outcome).toMatchObject({ unread: { cause: "network" } });
		expect([server.requests.length, pauses.length]).toEqual([0, 0]);
	});

	it("renews a token that the server refuses, once, and goes on", async () => {
		const renewals: boolean[] = [];
		server.answer((request, response) =>
			request.headers.authorization === "Bearer new" ? json(response, { in: true }) : json(response, status(401, "Unauthorized"), 401),
		);
		const login = async (renew: boolean) => {
			renewals.push(renew);
			return { ca: server.authority, headers: { authorization: `Bearer ${renew ? "new" : "old"}` } };
		};
		expect(await get({ login })).toEqual({ body: { in: true } });
		expect(renewals).toEqual([false, true]);
	});

	it("asks nothing more when nobody is let in", async () => {
		server.answer((_, response) => json(response, status(401, "Unauthorized"), 401));
		const client = open({ hint: (of) => (of === "unauthorized" ? "Make an access entry." : undefined) });
		const outcomes = [await client.get("/version", "get version"), await client.get("/apis", "get apis")];
		expect(outcomes).toMatchObject(
			["get version", "get apis"].map((operation) => ({
				unread: { operation, cause: "denied", message: "Unauthorized. Make an access entry." },
			})),
		);
		expect(server.requests.length).toBe(2);
		client.close();
	});

	it("goes on after a single refusal of a token that was taken before", async () => {
		server.answer((request, response) => (request.url === "/apis" ? json(response, status(401, "Unauthorized"), 401) : json(response, {})));
		const client = open();
		await client.get("/version", "get version");
		expect(await client.get("/apis", "get apis")).toMatchObject({ unread: { cause: "denied" } });
		expect(await client.get("/version", "get version")).toEqual({ body: {} });
		client.close();
	});

	it("does not ask for credentials again that could not be had", async () => {
		let asked = 0;
		const client = open({
			login: async () => {
				asked++;
				throw new LoginFailed("denied", "no keys");
			},
		});
		await Promise.all([client.get("/a", "get a")]);
		expect(await client.get("/b", "get b")).toMatchObject({ unread: { cause: "denied", operation: "get b", message: "no keys" } });
		expect(asked).toBe(1);
		client.close();
	});

	it("has at most so many requests under way", async () => {
		let [under, peak] = [0, 0];
		server.answer((_, response) => {
			under++;
			peak = Math.max(peak, under);
			setTimeout(() => {
				under--;
				json(response, {});
			}, 20);
		});
		const client = open({}, { concurrency: 3 });
		await Promise.all(Array.from({ length: 12 }, (_, number) => client.get(`/${number}`, "get")));
		client.close();
		expect([peak, server.requests.length]).toEqual([3, 12]);
	});

	it("keeps what servers say short, on one line, and without tokens", async () => {
		const jwt = `eyJhbGciOiJSUzI1NiJ9.${"a".repeat(40)}.${"b".repeat(40)}`;
		server.answer((_, response) =>
			json(response, status(403, `no\n\u001b[31mred ${jwt} k8s-aws-v1.${"c".repeat(60)} ${"long ".repeat(200)}`), 403),
		);
		const outcome = await get();
		const message = "unread" in outcome ? outcome.unread.message : "";
		expect(message).toMatch(/^no \[31mred \[token\] \[token\] long/);
		expect(message.length).toBe(300);
	});
});
