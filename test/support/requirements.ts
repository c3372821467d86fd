import { spawnSync } from "node:child_process";
import { platformInstalled } from "./sst/platform.ts";
import { toolPath } from "./tools.ts";

/** Suites that need more than Node, what they need, and how to get it. */
export interface Requirement {
	readonly what: string;
	readonly get: string;
	/** Globs of the suites. */
	readonly suites: readonly string[];
	readonly missing: boolean;
}

const fails = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args, { stdio: "ignore" }).status !== 0;

/** With CI set nothing counts as missing: there, a suite that cannot run must fail. */
const missing = (command: string, ...args: readonly string[]): boolean => !process.env.CI && fails(command, ...args);

const unbuilt = (...tools: readonly string[]): boolean => !process.env.CI && tools.some((tool) => toolPath(tool) === undefined);

/** What whole files of suites need; suites that need a browser or MariaDB say so themselves. */
export const requirements: readonly Requirement[] = [
	{
		what: "Python 3 with venv, for the AWS emulator",
		get: "apt-get install python3-venv",
		suites: [
			"test/e2e/{collect,scan}-*.test.ts",
			"test/e2e/{application*,emulator,prowler-defects,database-aws,kubernetes-eks,kubernetes-rotate-command,infra-deploy}.test.ts",
		],
		missing: missing("python3", "-c", "import ensurepip, venv"),
	},
	{
		what: "kube-apiserver and etcd, for a real Kubernetes API",
		get: "npm run test:tools, which needs Go",
		suites: ["test/e2e/kubernetes-*.test.ts"],
		missing: unbuilt("kube-apiserver", "etcd"),
	},
	{
		what: "opa, to compile and test policies",
		get: "npm run test:tools, which needs Go",
		suites: ["test/e2e/policy-*.test.ts"],
		missing: unbuilt("opa"),
	},
	{
		what: "SST's platform, to run the stacks",
		get: "npm run infra:install",
		suites: ["test/e2e/infra-*.test.ts"],
		missing: !process.env.CI && !platformInstalled(),
	},
];
