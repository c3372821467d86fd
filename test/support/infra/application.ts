import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { type Graph, type GraphResource, infraGraph, type Json } from "../sst/graph.ts";
import { graphsOf } from "./graph-file.ts";

const secret = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
const chat = { type: "slack", channel: "C0123ABCD", token: { secret: secret("slack") } };

/** Configurations as people have them, from the least to all that there is. */
export const configurations = {
	least: { stage: "dev", config: { regions: ["eu-central-1"], deploy: { emails: ["db@example.com"] } } },
	quiet: {
		stage: "prod",
		config: {
			accounts: [{ roleArn: "arn:aws:iam::111122223333:role/parapet-scanner", externalId: "x1" }],
			alerts: { targets: { chat } },
			// Everything is planned, and nothing may be changed.
			remediation: {},
			deploy: { events: false, tracing: false },
		},
	},
	everything: {
		stage: "prod",
		config: {
			organization: { roleName: "parapet-scanner", externalId: "x1" },
			inspectLogEvents: true,
			policies: { shipped: true },
			databases: [{ secretArn: secret("db") }, { url: "postgres://reader@db.example.com/postgres?auth=iam&region=eu-central-1" }],
			kubernetes: { clusters: ["arn:aws:eks:eu-central-1:123456789012:cluster/shop"] },
			remediation: { mode: "approve", allow: [{ accounts: ["1234*"], regions: ["eu-*"] }], approvers: ["U0APPROVER"] },
			alerts: { targets: { chat, mine: { type: "sns", topicArn: "arn:aws:sns:eu-central-1:123456789012:mine" } } },
			deploy: {
				schedule: "cron(0 3 * * ? *)",
				timezone: "Europe/Berlin",
				concurrency: 100,
				emails: ["a@example.com", "b@example.com"],
				emailSeverity: "medium",
				retention: { evidenceDays: 800, workDays: 14, logDays: 100 },
				objectLock: { mode: "governance", days: 365 },
				network: { subnetIds: ["subnet-0123abcd"], securityGroupIds: ["sg-0123abcd"] },
				organizationId: "o-abcdefghij",
				eventAccounts: ["444455556666"],
				securityHub: true,
				securityLake: { bucket: "lake", source: "parapet", roleArn: "arn:aws:iam::123456789012:role/lake", externalId: "lake" },
				slackActions: { signingSecret: { secret: secret("signing") } },
				tags: { team: "data" },
				monthlyBudget: 100,
			},
		},
	},
} as const;
export type Configuration = keyof typeof configurations;

/** Registers suites, one for each configuration. */
export const inEach = describe.each(Object.keys(configurations) as Configuration[]);

/** What JSON in an input says. */
export const parsed = (text: Json | undefined): Readonly<Record<string, Json>> => JSON.parse(String(text));

/** The graphs that an earlier file of this run recorded. */
async function recorded(): Promise<Record<Configuration, Graph & { readonly folder: string }> | undefined> {
	const text = await readFile(graphsOf(process.ppid), "utf8").catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT") return undefined;
		throw error;
	});
	return text === undefined ? undefined : JSON.parse(text);
}

/** Records the graph of each configuration before the tests of a file; `bundles`: with the functions bundled, which takes most of the time. */
export function applicationGraphs({ bundles }: { readonly bundles: boolean } = { bundles: false }) {
	const graphs = {} as Record<Configuration, Graph & { readonly folder: string }>;
	let folder = "";
	const fileOf = async (name: string, config: object): Promise<string> => {
		const file = join(folder, `${name}.json`);
		await writeFile(file, JSON.stringify(config));
		return file;
	};
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "parapet-application-"));
		// Without bundles the graphs are data alone, the same for every file of a run.
		const known = bundles ? undefined : await recorded();
		for (const [name, { stage, config }] of Object.entries(configurations) as [Configuration, (typeof configurations)[Configuration]][])
			graphs[name] = known?.[name] ?? (await infraGraph({ stage, config: await fileOf(name, config), bundles }));
		if (!bundles && !known) await writeFile(graphsOf(process.ppid), JSON.stringify(graphs));
	}, 600_000);
	afterAll(async () => {
		const made = Object.values(graphs).map((graph) => graph.folder);
		await Promise.all([folder, ...made].map((path) => rm(path, { recursive: true, force: true })));
	});
	const ofType = (name: Configuration, type: string): GraphResource[] =>
		graphs[name].resources.filter((resource) => resource.type === type);
	return {
		graphs,
		/** Writes a configuration into the folder of the tests. */
		fileOf,
		ofType,
		/** The one resource with this logical name. */
		called: (name: Configuration, resource: string): GraphResource => {
			const found = graphs[name].resources.filter((each) => each.custom && each.name === resource);
			expect(found, resource).toHaveLength(1);
			return found[0] as GraphResource;
		},
		bucketsOf: (name: Configuration) => ofType(name, "aws:s3/bucket:Bucket"),
		/** What of a type is about the bucket. */
		forBucket: (name: Configuration, type: string, { inputs }: GraphResource) =>
			ofType(name, type).filter((resource) => resource.inputs.bucket === inputs.bucket),
	};
}
