import { readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient, type Outcome } from "../../shared/kubernetes/client.ts";
import { readKubeconfig } from "../../shared/kubernetes/kubeconfig.ts";
import { kubeconfigServer } from "../../shared/kubernetes/login.ts";
import { type HttpsServer, json, startHttps, status } from "../support/kubernetes/https.ts";

/** What a test's credential plugin does: counts its runs, notes what it was told, and prints what its second argument says. */
const pluginText = `
import { appendFileSync, existsSync, readFileSync } from "node:fs";
const [log, answers] = process.argv.slice(2);
const run = existsSync(log) ? readFileSync(log, "utf8").trim().split("\\n").length : 0;
appendFileSync(log, JSON.stringify({ info: JSON.parse(process.env.KUBERNETES_EXEC_INFO), stage: process.env.STAGE, path: process.env.PATH !== undefined }) + "\\n");
const list = JSON.parse(answers);
const answer = list[Math.min(run, list.length - 1)];
if (answer.sleep) setTimeout(() => {}, 60_000);
else if (answer.fail) { console.error(answer.fail); process.exit(3); }
else process.stdout.write(answer.text ?? JSON.stringify({ apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status: answer }));
`;

describe("the login of a kubeconfig", () => {
	let server: HttpsServer;
	let plugin: string;
	let runs = 0;
	let clock = Date.UTC(2026, 5, 15, 12);
	beforeAll(async () => {
		server = await startHttps();
		plugin = await server.file("plugin.mjs", pluginText);
	});
	afterAll(() => server.stop());
	beforeEach(() => {
		server.answer((_, response) => json(response, {}));
		clock = Date.UTC(2026, 5, 15, 12);
	});

	const ca = () => Buffer.from(server.authority).toString("base64");
	const open = async (user: object, cluster: object = {}, environment: Record<string, string> = {}, pluginTimeout?: number) => {
		const file = await server.file(
			`config-${runs++}`,
			JSON.stringify({
				"current-context": "x",
				clusters: [{ name: "c", cluster: { server: server.url, "certificate-authority-data": ca(), ...cluster } }],
				users: [{ name: "u", user }],
				contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
			}),
		);
		const all = { PATH: process.env.PATH ?? "", ...environment };
		const [context] = await readKubeconfig({ file, contexts: [], environment: all });
		if (!context) throw new Error("no context");
		const api = kubeconfigServer(context, { environment: all, now: () => clock, pluginTimeout });
		return createClient(api, { version: "0", environment: all, sleep: async () => {} });
	};
	const ask = async (...args: Parameters<typeof open>): Promise<Outcome> => {
		const client = await open(...args);
		try {
			return await client.get("/version", "get version");
		} finally {
			client.close();
		}
	};
	const sent = () => server.requests.map(({ headers }) => headers.authorization);
	const message = (outcome: Outcome) => ("unread" in outcome ? outcome.unread.message : "");

	it("sends a token, or what stands in a token file at the time", async () => {
		await ask({ token: "inline" });
		const tokenFile = await server.file("token", "from file\n");
		const client = await open({ tokenFile, token: "inline" });
		await client.get("/a", "get");
		await writeFile(tokenFile, "rotated\n");
		await client.get("/b", "get");
		client.close();
		expect(sent()).toEqual(["Bearer inline", "Bearer from file", "Bearer rotated"]);
	});

	it("sends a user and password", async () => {
		await ask({ username: "u", password: "p:w" });
		expect(sent()).toEqual([`Basic ${Buffer.from("u:p:w").toString("base64")}`]);
	});

	it("impersonates with groups, uid and extras, as kubectl does", async () => {
		await ask({ token: "t", as: "jane", "as-uid": "42", "as-groups": ["devs", "ops"], "as-user-extra": { "example.com/team": ["db"] } });
		expect(server.requests[0]?.headers).toMatchObject({
			"impersonate-user": "jane",
			"impersonate-uid": "42",
			"impersonate-group": "devs, ops",
			"impersonate-extra-example.com%2fteam": "db",
		});
	});

	it("shows a client certificate, from data or files, and no other secret", async () => {
		const { certificate, key } = server.identity;
		const base64 = (text: string) => Buffer.from(text).toString("base64");
		await ask({ "client-certificate-data": base64(certificate), "client-key-data": base64(key) });
		await server.file("me.crt", certificate);
		await server.file("me.key", key);
		await ask({ "client-certificate": "me.crt", "client-key": "me.key" });
		await ask({ token: "t" });
		expect(server.requests.map(({ certified, headers }) => [certified, headers.authorization])).toEqual([
			[true, undefined],
			[true, undefined],
			[false, "Bearer t"],
		]);
	});

	it("says which context's credentials are missing, without sending anything", async () => {
		const outcome = await ask({ "client-certificate": "/nowhere/me.crt", "client-key": "/nowhere/me.key" });
		expect(message(outcome)).toMatch(/The credentials of the context x cannot be had: ENOENT.*\/nowhere\/me.crt/);
		expect(server.requests).toEqual([]);
	});

	it("trusts only the cluster's own authority, also by the name that the kubeconfig gives the server", async () => {
		const byAddress = server.url.replace("localhost", "127.0.0.1");
		expect(await ask({ token: "t" }, { server: byAddress })).toMatchObject({ unread: { cause: "network" } });
		expect(server.requests).toEqual([]);
		expect(await ask({ token: "t" }, { server: byAddress, "tls-server-name": "localhost" })).toEqual({ body: {} });
		expect(await ask({ token: "t" }, { "certificate-authority-data": null })).toMatchObject({ unread: { cause: "network" } });
		expect(server.requests.length).toBe(1);
	});

	it("verifies whatever NODE_TLS_REJECT_UNAUTHORIZED says", async () => {
		process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
		try {
			expect(await ask({ token: "t" }, { "certificate-authority-data": null })).toMatchObject({ unread: { cause: "network" } });
			expect(server.requests).toEqual([]);
		} finally {
			delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
		}
	});

	describe("with a credential plugin", () => {
		const exec = (answers: readonly object[], more: object = {}) => {
			const log = `${plugin}.${runs}.log`;
			return {
				log: async () =>
					(await readFile(log, "utf8").catch(() => ""))
						.split("\n")
						.filter((line) => line !== "")
						.map((line) => JSON.parse(line)),
				user: {
					exec: {
						apiVersion: "client.authentication.k8s.io/v1",
						command: process.execPath,
						args: [plugin, log, JSON.stringify(answers)],
						env: [{ name: "STAGE", value: "from kubeconfig" }],
						...more,
					},
				},
			};
		};

		it("runs it once, with its variables and without a terminal, and sends its token", async () => {
			const { user, log } = exec([{ token: "one" }]);
			const client = await open(user);
			await Promise.all([client.get("/a", "get"), client.get("/b", "get")]);
			await client.get("/c", "get");
			client.close();
			expect(sent()).toEqual(["Bearer one", "Bearer one", "Bearer one"]);
			expect(await log()).toEqual([
				{
					info: { apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", spec: { interactive: false } },
					stage: "from kubeconfig",
					path: true,
				},
			]);
		});

		it("shows the certificate that it gives", async () => {
			const { certificate, key } = server.identity;
			await ask(exec([{ clientCertificateData: certificate, clientKeyData: key }]).user);
			expect(server.requests.map(({ certified }) => certified)).toEqual([true]);
		});

		it("tells it of the cluster when it wants to know", async () => {
			const { user, log } = exec([{ token: "one" }], { provideClusterInfo: true });
			await ask(user, { extensions: [{ name: "client.authentication.k8s.io/exec", extension: { audience: "a" } }] });
			expect((await log())[0].info.spec.cluster).toEqual({
				server: server.url,
				"certificate-authority-data": ca(),
				config: { audience: "a" },
			});
		});

		it("runs it again a minute before its token expires", async () => {
			const in10minutes = new Date(clock + 600_000).toISOString();
			const { user } = exec([{ token: "one", expirationTimestamp: in10minutes }, { token: "two" }]);
			const client = await open(user);
			await client.get("/a", "get");
			clock += 539_000;
			await client.get("/b", "get");
			clock += 1_000;
			await client.get("/c", "get");
			client.close();
			expect(sent()).toEqual(["Bearer one", "Bearer one", "Bearer two"]);
		});

		it("runs it again when the server refuses its token", async () => {
			server.answer((request, response) =>
				request.headers.authorization === "Bearer two" ? json(response, {}) : json(response, status(401, "Unauthorized"), 401),
			);
			const { user } = exec([{ token: "one" }, { token: "two" }]);
			expect(await ask(user)).toEqual({ body: {} });
		});

		it.each([
			[
				"fails, with what it says",
				[{ fail: "token has expired, run aws sso login" }],
				"denied",
				"failed (3): token has expired, run aws sso login",
			],
			["prints no JSON", [{ text: "canary-1" }], "malformed", "gave no JSON"],
			["prints something else", [{ text: '{"kind":"canary-2"}' }], "malformed", "no ExecCredential"],
			["gives nothing", [{}], "malformed", "neither a token nor a certificate"],
			["gives half a certificate", [{ clientCertificateData: "canary-3" }], "malformed", "a certificate without a key"],
			["gives no time", [{ token: "canary-4", expirationTimestamp: "soon" }], "malformed", "no time"],
			[
				"speaks another version",
				[{ text: '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"canary-5"}}' }],
				"malformed",
				"another version",
			],
		] as const)("tells of one that %s, once, and sends nothing", async (_, answers, cause, words) => {
			const { user, log } = exec(answers);
			const client = await open(user);
			const outcome = await client.get("/a", "get a");
			await client.get("/b", "get b");
			client.close();
			expect(outcome).toMatchObject({ unread: { cause, message: expect.stringContaining(words) } });
			expect(message(outcome)).not.toContain("canary");
			expect([(await log()).length, server.requests.length]).toEqual([1, 0]);
		});

		it("repeats none of the secrets that it was told when it fails", async () => {
			const secret = "canary-secret-value";
			const words = `cannot log in with ${secret}`;
			const inVariable = exec([{ fail: words }], { env: [{ name: "OIDC_CLIENT_SECRET", value: secret }] });
			const inArguments = (...options: string[]) => {
				const { user } = exec([{ fail: words }]);
				return { exec: { ...user.exec, args: [...user.exec.args, ...options] } };
			};
			for (const outcome of [
				await ask(inVariable.user),
				await ask(inArguments(`--client-secret=${secret}`)),
				await ask(inArguments("--password", secret)),
				await ask(exec([{ fail: words }]).user, {}, { VAULT_TOKEN: secret }),
			])
				expect(message(outcome)).toContain("cannot log in with [secret]");
		});

		it("does not wait for one that waits for somebody", async () => {
			const outcome = await ask(exec([{ sleep: true }]).user, {}, {}, 300);
			expect(outcome).toMatchObject({ unread: { cause: "timeout", message: expect.stringContaining("did not end within 0.3 s") } });
			const asking = await ask(exec([{ token: "t" }], { interactiveMode: "Always" }).user);
			expect(asking).toMatchObject({ unread: { cause: "unsupported" } });
		});

		it("says how to install one that is not there", async () => {
			const { user } = exec([{ token: "t" }], { command: "no-such-plugin", installHint: "brew install it" });
			expect(message(await ask(user))).toBe("The credential plugin no-such-plugin is not installed. brew install it");
		});

		it("starts a relative command at the kubeconfig's folder", async () => {
			const { user } = exec([{ token: "t" }], { command: "./no-such-plugin" });
			expect(message(await ask(user))).toContain("The credential plugin ./no-such-plugin is not installed.");
		});
	});

	describe("through a proxy", () => {
		const asked: IncomingMessage[] = [];
		const sockets = new Set<Socket>();
		const proxy = createServer();
		let url = "";
		beforeAll(async () => {
			proxy.on("connect", (request: IncomingMessage, socket: Socket) => {
				asked.push(request);
				// It knows where names are that nobody else does.
				const upstream = connect(Number((request.url ?? "").split(":")[1]), "127.0.0.1", () => {
					socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
					upstream.pipe(socket);
					socket.pipe(upstream);
				});
				for (const end of [socket, upstream]) {
					sockets.add(end);
					end.on("error", () => {});
				}
			});
			await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
			url = `http://user:pass@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
		});
		beforeEach(() => {
			asked.length = 0;
		});
		afterAll(async () => {
			for (const socket of sockets) socket.destroy();
			proxy.closeAllConnections();
			await new Promise((resolve) => proxy.close(resolve));
		});

		it("of the kubeconfig, verifying the cluster behind it", async () => {
			expect(await ask({ token: "t" }, { "proxy-url": url })).toEqual({ body: {} });
			expect(asked[0]?.url).toBe(server.url.replace("https://", ""));
			expect(asked[0]?.headers["proxy-authorization"]).toBe(`Basic ${Buffer.from("user:pass").toString("base64")}`);
			expect(JSON.stringify(asked[0]?.headers)).not.toContain("Bearer");
			const stranger = await ask({ token: "t" }, { "proxy-url": url, "certificate-authority-data": null });
			expect(stranger).toMatchObject({ unread: { cause: "network" } });
			expect(sent()).toEqual(["Bearer t"]);
		});

		it("of the environment, except where NO_PROXY says otherwise", async () => {
			const far = { server: server.url.replace("localhost", "cluster.invalid"), "tls-server-name": "localhost" };
			expect(await ask({ token: "t" }, far, { HTTPS_PROXY: url.replace("http://", "") })).toEqual({ body: {} });
			expect(asked.length).toBe(1);
			expect(await ask({ token: "t" }, { ...far, "tls-server-name": "other" }, { HTTPS_PROXY: url })).toMatchObject({
				unread: { cause: "network" },
			});
			expect(server.requests.length).toBe(1);
			expect(await ask({ token: "t" }, far, { HTTPS_PROXY: url, NO_PROXY: ".invalid" })).toMatchObject({ unread: { cause: "network" } });
			expect(asked.length).toBe(2);
		});

		it("is not used for a cluster on this machine", async () => {
			expect(await ask({ token: "t" }, {}, { HTTPS_PROXY: url })).toEqual({ body: {} });
			expect(asked.length).toBe(0);
		});

		it("that the environment names wrongly is told", async () => {
			const far = { server: "https://cluster.invalid" };
			await expect(ask({ token: "t" }, far, { HTTPS_PROXY: "socks5://user:hunter2@127.0.0.1:1" })).rejects.toThrow(
				/^HTTPS_PROXY cannot be used for cluster.invalid(?!.*hunter2)/,
			);
		});

		it("that is not there ends as unread", async () => {
			expect(await ask({ token: "t" }, { "proxy-url": "http://127.0.0.1:9" })).toMatchObject({ unread: { cause: "network" } });
		});
	});
});
