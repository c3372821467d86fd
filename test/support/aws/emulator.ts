import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

const here = import.meta.dirname;
const repository = join(here, "..", "..", "..");

/** Must be the version in requirements.txt; the launcher refuses another. */
const motoVersion = "5.2.1";

/** What a fault rule does: see test/support/aws/parapet_moto/faults.py. */
export type FaultKind = "throttle" | "deny" | "timeout" | "malformed" | "truncate" | "html500" | "reset" | "latency";

/** A fault for the calls that match; `*` or absent matches any. `afterPages` lets so many matching calls through first, `times` bounds how often it strikes, `ms` is the length of a latency or timeout. */
export interface FaultRule {
	readonly service: string;
	readonly operation?: string;
	readonly account?: string;
	readonly region?: string;
	readonly kind: FaultKind;
	readonly times?: number;
	readonly afterPages?: number;
	readonly ms?: number;
}

/** One AWS call as the emulator saw it; `service` is the SDK's endpoint prefix (rds, eks, cloudwatch, logs, …). */
export interface RecordedCall {
	readonly service: string;
	readonly operation: string;
	readonly account: string;
	readonly region: string;
}

/** The call log: every call in order, counts by `service:Operation`, and the most calls answered at the same time. */
export interface CallLog {
	readonly total: number;
	readonly peakConcurrency: number;
	readonly counts: Readonly<Record<string, number>>;
	readonly calls: readonly RecordedCall[];
}

/** What the small estate planted, by name; see test/support/aws/parapet_moto/seed_small.py. */
export interface SmallEstate {
	readonly account: string;
	readonly region: string;
	readonly foreign: string;
	readonly vpc: string;
	readonly subnets: Readonly<Record<"public-a" | "public-b" | "private-a" | "private-b", string>>;
	readonly securityGroups: Readonly<Record<"open" | "halves" | "open-v6" | "prefix-list" | "private", string>>;
	readonly prefixList: string;
	readonly internetGateway: string;
	readonly ec2Instance: string;
	readonly kmsKeys: Readonly<Record<"rotated" | "public" | "pendingDeletion", string>>;
	readonly roles: Readonly<Record<"eks" | "node" | "backup" | "app", string>>;
	readonly iamPolicy: string;
	readonly dbInstances: readonly string[];
	readonly dbSnapshots: readonly string[];
	readonly dbClusters: readonly string[];
	readonly dbClusterSnapshots: readonly string[];
	readonly secret: string;
	readonly dbProxies: readonly string[];
	readonly eventSubscriptions: readonly string[];
	readonly optionGroup: string;
	readonly globalClusters: readonly string[];
	readonly eksClusters: readonly string[];
	readonly backupPlan: string;
	readonly backupVault: string;
	readonly detector: string;
	readonly logGroups: readonly string[];
}

/** How large the large estate is; absent numbers follow from `instances` (default 1,000). */
export interface LargeEstateOptions {
	readonly account?: string;
	readonly region?: string;
	readonly instances?: number;
	readonly snapshots?: number;
	readonly clusters?: number;
	readonly eksClusters?: number;
}

/** What the large estate holds, and how long it took to make, in seconds. */
export interface LargeEstate {
	readonly account: string;
	readonly region: string;
	readonly dbInstances: number;
	readonly dbClusters: number;
	readonly dbSnapshots: number;
	readonly parameterGroups: number;
	readonly eksClusters: number;
	readonly seconds: number;
}

/** An IAM policy document. */
export type PolicyJson = Readonly<Record<string, unknown>>;

/** An event of EventBridge as services send it. */
export type ServiceEvent = Readonly<Record<"source" | "detail-type" | "account" | "region" | "time" | "id", string>> & {
	readonly detail: Readonly<Record<string, unknown>>;
	readonly resources?: readonly string[];
};

/** What a policy refused: to whom, what, and of what. */
export interface Denied {
	readonly principal: string;
	readonly action: string;
	readonly resource: string;
	readonly why: string;
}

/** A running AWS emulator: moto in a process of its own, with gaps filled, faults and a call log. */
export interface Emulator {
	readonly url: string;
	/** Environment that points an SDK or a command at it, with dummy credentials of account 123456789012. */
	readonly env: Readonly<Record<string, string>>;
	/** Replaces the fault rules. */
	faults(rules: readonly FaultRule[]): Promise<void>;
	/** The calls since the start, the last reset or the last `forgetCalls`. */
	calls(): Promise<CallLog>;
	/** Empties the call log. */
	forgetCalls(): Promise<void>;
	/** Sets facts that no call can bring about; for the keys see test/support/aws/parapet_moto/plant.py. */
	plant(facts: Readonly<Record<string, unknown>>): Promise<void>;
	/** Seeds the small estate of planted faults. */
	seedSmall(options?: { readonly account?: string; readonly region?: string; readonly foreign?: string }): Promise<SmallEstate>;
	/** Seeds the large estate, in seconds. */
	seedLarge(options?: LargeEstateOptions): Promise<LargeEstate>;
	/** Makes an IAM user with this policy, for tests under `enforceIamAfter`. */
	user(user: string, policy: PolicyJson, account?: string): Promise<{ arn: string; accessKeyId: string; secretAccessKey: string }>;
	/** Makes an IAM role with this policy and trust policy. */
	role(role: string, policy: PolicyJson, trust: PolicyJson, account?: string): Promise<{ arn: string }>;
	/** Where the Lambda functions of an application run, how fast its time goes, and whether policies are in force: see test/support/aws/parapet_moto/application.py. */
	application(settings: { readonly host?: string; readonly speed?: number; readonly enforce?: boolean }): Promise<void>;
	/** Credentials of a role, as a service gets them that runs something for it. */
	session(role: string): Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string }>;
	/** Delivers an event to a bus (`default` if none is named) as an AWS service does. */
	event(event: ServiceEvent, place?: { readonly account?: string; readonly region?: string; readonly bus?: string }): Promise<void>;
	/** Makes delayed messages of all queues due. */
	hasten(): Promise<void>;
	/** What policies refused since the start or the last `forgetDenied`. */
	denied(): Promise<readonly Denied[]>;
	forgetDenied(): Promise<void>;
	/** Clears resources, planted facts, faults and the call log. */
	reset(): Promise<void>;
	stop(): Promise<void>;
}

/** `enforceIamAfter`: from that many calls on, moto checks signatures and IAM policies (0: from the first). */
export interface EmulatorOptions {
	readonly port?: number;
	readonly enforceIamAfter?: number;
}

async function hasMoto(python: string): Promise<boolean> {
	try {
		// flask_cors stands for the server extra, without which moto's server does not start.
		const { stdout } = await run(python, ["-c", "import moto, flask_cors; print(moto.__version__)"]);
		return stdout.trim() === motoVersion;
	} catch {
		return false;
	}
}

/** A Python with the exact moto: the system's, or a venv under .cache, made on first use. */
async function pythonWithMoto(): Promise<string> {
	if (await hasMoto("python3")) return "python3";
	const venv = join(repository, ".cache", "moto-venv");
	const python = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
	if (existsSync(python) && (await hasMoto(python))) return python;
	try {
		await run("python3", ["-m", "venv", venv]);
		await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", join(here, "requirements.txt")], {
			timeout: 600_000,
		});
	} catch (cause) {
		throw new Error(
			`The AWS suites need Python 3.10 or newer with moto ${motoVersion}: install python3 and python3-venv, or run pip install -r test/support/aws/requirements.txt`,
			{ cause },
		);
	}
	return python;
}

/** Starts the emulator on a free port of 127.0.0.1 and waits until it answers. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const python = await pythonWithMoto();
	const child = spawn(python, [join(here, "launcher.py"), "--port", String(options.port ?? 0)], {
		stdio: ["pipe", "pipe", "pipe"],
		env: {
			...process.env,
			...(options.enforceIamAfter === undefined ? {} : { INITIAL_NO_AUTH_ACTION_COUNT: String(options.enforceIamAfter) }),
		},
	});
	let errors = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		errors = (errors + text).slice(-20_000);
	});
	const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
	const failed = ended.then(() => {
		throw new Error(`The AWS emulator did not start: ${errors.trim()}`);
	});
	const ready = (async () => {
		for await (const line of createInterface({ input: child.stdout })) return (JSON.parse(line) as { url: string }).url;
		return failed;
	})();
	failed.catch(() => undefined);
	const url = await Promise.race([ready, failed]);

	async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${url}/parapet-api/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
		const answer = (await response.json()) as T & { error?: string };
		if (!response.ok) throw new Error(`emulator, ${method} ${path}: ${answer.error}`);
		return answer;
	}

	return {
		url,
		env: {
			AWS_ENDPOINT_URL: url,
			AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
			AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
			AWS_REGION: "us-east-1",
			AWS_DEFAULT_REGION: "us-east-1",
			AWS_EC2_METADATA_DISABLED: "true",
		},
		faults: async (rules) => void (await ask("POST", "faults", { rules })),
		calls: () => ask<CallLog>("GET", "calls"),
		forgetCalls: async () => void (await ask("DELETE", "calls")),
		plant: async (facts) => void (await ask("POST", "plant", facts)),
		seedSmall: (estate) => ask<SmallEstate>("POST", "seed", { estate: "small", ...estate }),
		seedLarge: (estate) => ask<LargeEstate>("POST", "seed", { estate: "large", ...estate }),
		user: (user, policy, account) => ask("POST", "principal", { user, policy, ...(account && { account }) }),
		role: (role, policy, trust, account) => ask("POST", "principal", { role, policy, trust, ...(account && { account }) }),
		application: async (settings) => void (await ask("POST", "application", settings)),
		session: (role) => ask("POST", "session", { role }),
		event: async (event, place) => void (await ask("POST", "event", { event, ...place })),
		hasten: async () => void (await ask("POST", "hasten")),
		denied: async () => (await ask<{ denied: Denied[] }>("GET", "denied")).denied,
		forgetDenied: async () => void (await ask("DELETE", "denied")),
		reset: async () => void (await ask("POST", "reset")),
		stop: async () => {
			child.kill();
			await ended;
		},
	};
}
