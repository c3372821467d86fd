import { spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../sql/process.ts";
import { toolPath } from "../tools.ts";
import { type AuditedCall, auditLog, auditPolicy } from "./audit.ts";
import { type Identity, startAuthenticator } from "./authenticator.ts";
import { apiClient, type Call } from "./client.ts";
import { type KubernetesObject, objectWriter } from "./objects.ts";

export interface KubernetesOptions {
	/** Whom tokens that `token` did not make stand for; for EKS's presigned URLs. Answered by this process, so that it must not block. */
	readonly authenticate?: (token: string) => Identity | undefined | Promise<Identity | undefined>;
}

/** A real kube-apiserver with its etcd on loopback: RBAC, validation, defaults, watches; no controllers, so no pods ever start by themselves. */
export interface KubernetesServer {
	readonly url: string;
	/** The certificate authority, PEM. */
	readonly authority: string;
	/** Of the user `admin` in `system:masters`; its calls are in `calls()`. */
	readonly adminToken: string;
	/** A bearer token for any user, at once; without a RoleBinding it may do next to nothing. */
	token(user: string, groups?: readonly string[]): string;
	/** A kubeconfig file, removed with the server, by default the administrator's. */
	kubeconfig(token?: string): Promise<string>;
	/** Creates or changes objects of any kind with their `status`, definitions of custom resources and namespaces first; namespaces that they name are made. */
	apply(objects: readonly KubernetesObject[]): Promise<void>;
	/** Sets what a controller or the kubelet would, such as a Pod's `phase` and `podIP`. */
	patchStatus(object: KubernetesObject, status: unknown): Promise<void>;
	/** Deletes an object at once; namespaces stay, since no controller ends them. */
	remove(object: KubernetesObject): Promise<void>;
	/** One REST call with any token; an error status is an answer. By default it is the harness that asks, which is not in `calls()`. */
	readonly call: Call;
	/** What was asked of the server by anybody but itself and this harness, in order, since the start or the last `forgetCalls`. */
	calls(): Promise<readonly AuditedCall[]>;
	forgetCalls(): Promise<void>;
	/** Process ids of the supervisor, etcd and kube-apiserver. */
	readonly processes: readonly number[];
	/** Ends the processes and removes their files; the same happens when this process ends in whatever way. */
	stop(): Promise<void>;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts a server in a directory of its own and waits until it is ready, some five seconds. */
export async function startKubernetes(options: KubernetesOptions = {}): Promise<KubernetesServer> {
	const [etcd, apiserver] = [toolPath("etcd"), toolPath("kube-apiserver")];
	if (!etcd || !apiserver) throw new Error("kube-apiserver and etcd are not built: npm run test:tools");
	for (let attempt = 1; ; attempt++) {
		const tokens = new Map<string, Identity>();
		const authenticator = await startAuthenticator((token) => tokens.get(token) ?? options.authenticate?.(token));
		try {
			return await start(etcd, apiserver, tokens, authenticator);
		} catch (error) {
			await authenticator.stop();
			// A port that was free a moment ago may be somebody else's by now.
			if (attempt === 3 || !String(error).includes("address already in use")) throw error;
		}
	}
}

async function start(
	etcd: string,
	apiserver: string,
	tokens: Map<string, Identity>,
	authenticator: Awaited<ReturnType<typeof startAuthenticator>>,
): Promise<KubernetesServer> {
	const directory = await mkdtemp(join(tmpdir(), "parapet-kubernetes-"));
	const file = async (name: string, content: string | object) => {
		const path = join(directory, name);
		await writeFile(path, typeof content === "string" ? content : JSON.stringify(content), { mode: 0o600 });
		return path;
	};
	const [harness, adminToken] = [randomBytes(16).toString("hex"), randomBytes(16).toString("hex")];
	const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" }).toString();
	const serviceAccountKey = await file("service-account.key", key);
	const [storage, port] = [await freePort(), await freePort()];
	const audit = join(directory, "audit.log");

	const etcdFlags = {
		"data-dir": join(directory, "etcd"),
		"listen-client-urls": `http://127.0.0.1:${storage}`,
		"advertise-client-urls": `http://127.0.0.1:${storage}`,
		"listen-peer-urls": "http://127.0.0.1:0",
		"initial-advertise-peer-urls": "http://127.0.0.1:0",
		"initial-cluster": "default=http://127.0.0.1:0",
		"log-level": "warn",
		"unsafe-no-fsync": "true",
	};
	const apiserverFlags = {
		"etcd-servers": `http://127.0.0.1:${storage}`,
		"bind-address": "127.0.0.1",
		// Nothing is reached over it, but without it a machine without a network has none to offer.
		"advertise-address": "192.0.2.1",
		"secure-port": String(port),
		"cert-dir": directory,
		"authorization-mode": "RBAC",
		"token-auth-file": await file(
			"tokens.csv",
			`${harness},parapet-harness,parapet-harness,system:masters\n${adminToken},admin,admin,system:masters\n`,
		),
		"authentication-token-webhook-config-file": await file("authenticator.json", {
			apiVersion: "v1",
			kind: "Config",
			clusters: [{ name: "authenticator", cluster: { server: authenticator.url } }],
			contexts: [{ name: "authenticator", context: { cluster: "authenticator", user: "" } }],
			"current-context": "authenticator",
		}),
		"authentication-token-webhook-version": "v1",
		"authentication-token-webhook-cache-ttl": "0s",
		"service-account-issuer": "https://kubernetes.default.svc",
		"service-account-key-file": serviceAccountKey,
		"service-account-signing-key-file": serviceAccountKey,
		// Nobody makes the service accounts that it waits for.
		"disable-admission-plugins": "ServiceAccount",
		"endpoint-reconciler-type": "none",
		"audit-policy-file": await file("audit-policy.json", auditPolicy),
		"audit-log-path": audit,
		"audit-log-mode": "blocking",
	};
	const flags = (all: Readonly<Record<string, string>>) => Object.entries(all).map(([name, value]) => `--${name}=${value}`);

	const supervisor = spawn(
		process.execPath,
		[
			join(import.meta.dirname, "supervise.ts"),
			directory,
			JSON.stringify([
				["etcd", etcd, ...flags(etcdFlags)],
				["kube-apiserver", apiserver, ...flags(apiserverFlags)],
			]),
		],
		// A group of its own, so that an interrupt at the terminal reaches it through the pipe only, after the tests' own end.
		{ stdio: ["pipe", "pipe", "pipe"], detached: true },
	);
	let errors = "";
	supervisor.stderr.setEncoding("utf8").on("data", (text: string) => {
		errors = (errors + text).slice(-10_000);
	});
	supervisor.stdin.on("error", () => {});
	let ended = false;
	const gone = new Promise<void>((resolve) =>
		supervisor.once("close", () => {
			ended = true;
			resolve();
		}),
	);
	const url = `https://127.0.0.1:${port}`;
	let authority = "";
	const client = apiClient(url, () => authority, harness);
	const stop = async () => {
		client.close();
		supervisor.stdin.end();
		await gone;
		await authenticator.stop();
	};

	try {
		let processes: number[] = [];
		for await (const line of createInterface({ input: supervisor.stdout })) {
			processes = [supervisor.pid ?? 0, ...(JSON.parse(line) as number[])];
			break;
		}
		const deadline = Date.now() + 90_000;
		for (let ready = false; !ready; await pause(50)) {
			if (ended) throw new Error(`Kubernetes did not start: ${errors}`);
			if (Date.now() > deadline) {
				const log = await readFile(join(directory, "kube-apiserver.log"), "utf8").catch(() => "");
				throw new Error(`kube-apiserver was not ready in 90 s: ${log.slice(-5_000)}`);
			}
			// The server writes its certificate, and the authority that signed it after it.
			const chain = await readFile(join(directory, "apiserver.crt"), "utf8").catch(() => "");
			authority = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g)?.at(-1) ?? "";
			ready = authority !== "" && (await client.call("GET", "/readyz").catch(() => undefined))?.status === 200;
		}
		const { calls, forget } = auditLog(audit);
		let files = 0;
		return {
			url,
			authority,
			adminToken,
			processes,
			token(user, groups = []) {
				const token = randomBytes(16).toString("hex");
				tokens.set(token, { user, groups: [...groups, "system:authenticated"] });
				return token;
			},
			kubeconfig: (token = adminToken) =>
				file(`kubeconfig-${files++}.json`, {
					apiVersion: "v1",
					kind: "Config",
					clusters: [{ name: "real", cluster: { server: url, "certificate-authority-data": Buffer.from(authority).toString("base64") } }],
					users: [{ name: "tester", user: { token } }],
					contexts: [{ name: "real", context: { cluster: "real", user: "tester" } }],
					"current-context": "real",
				}),
			...objectWriter(client.call),
			call: client.call,
			calls,
			forgetCalls: forget,
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
