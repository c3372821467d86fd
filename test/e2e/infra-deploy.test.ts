import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { bootstrapped, deployToPulumi, type Handed } from "../support/sst/deploy.ts";
import { type Graph, type GraphResource, infraGraph } from "../support/sst/graph.ts";
import { platform } from "../support/sst/platform.ts";

const region = "eu-central-1";
const config = join(import.meta.dirname, "../fixtures/sst/parapet.config.json");
let folder: string;
let emulator: Emulator;

beforeAll(async () => {
	[folder, emulator] = await Promise.all([mkdtemp(join(tmpdir(), "parapet-deploy-")), startEmulator()]);
});

afterAll(async () => {
	await emulator?.stop();
	await rm(folder, { recursive: true, force: true });
});

/** The account as SST leaves it after its first deploy, without the policy that refuses plain HTTP: the emulator has no other. */
async function bootstrap(): Promise<void> {
	const client = {
		region,
		endpoint: emulator.url,
		credentials: { accessKeyId: "test", secretAccessKey: "test" },
		forcePathStyle: true,
	};
	const s3 = new S3Client(client);
	for (const bucket of [`sst-asset-${region}`, `sst-state-${region}`])
		await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
	const value = bootstrapped(`sst-asset-${region}`, `sst-state-${region}`);
	await new SSMClient(client).send(new PutParameterCommand({ Name: "/sst/bootstrap", Type: "String", Value: value }));
}

/** A resource without what differs in every deploy: random letters of names, and the hash of an archive with its random key. */
function steady({ inputs, ...resource }: GraphResource): unknown {
	const text = JSON.stringify(inputs)
		.replaceAll(/-code-[0-9a-f]{64}/g, "-code-HASH")
		.replaceAll(/(parapet-proof-[A-Za-z]+-)[a-z]{8}\b/g, "$1LETTERS")
		.replaceAll("{{LambdaEncryptionKey.base64}}", Buffer.alloc(32).toString("base64"));
	return { ...resource, inputs: JSON.parse(text) as unknown };
}

/** The scripts of a bundle, in an order that their names do not decide: esbuild names parts by hashes over source maps too, hence over the folder. */
async function scriptsIn(path: string): Promise<string[]> {
	const names = (await readdir(path)).filter((name) => name.endsWith(".mjs") && name !== "policy-worker.mjs");
	const texts = await Promise.all(names.map((name) => readFile(join(path, name), "utf8")));
	return texts.map((text) => text.replaceAll(/-[A-Z0-9]{8}\.mjs\b/g, "-HASH.mjs")).sort();
}

// Elsewhere SST looks for its programs in the user's own folder, where no stand-in belongs.
describe.skipIf(process.platform !== "linux")("sst deploy, with everything of SST's own and the AWS of the emulator", () => {
	let handed: Handed;
	let graph: Graph & { readonly folder: string };

	beforeAll(async () => {
		await bootstrap();
		const env = { ...emulator.env, AWS_REGION: region, AWS_ENDPOINT_URL: emulator.url };
		handed = await deployToPulumi({ stage: "proof", config, folder, env, region });
		graph = await infraGraph({ stage: "proof", config, region, folder: join(folder, "graph") });
	});

	it("hands Pulumi the resources that the offline graph tells", () => {
		expect(handed.graph.resources.map(steady)).toEqual(graph.resources.map(steady));
		expect(handed.graph.outputs).toEqual(graph.outputs);
		expect(graph.resources.length).toBeGreaterThan(50);
	});

	it("builds, byte for byte, the bundles that the offline graph has", async () => {
		expect(graph.functions.length).toBeGreaterThan(5);
		for (const { name, folder: below, files } of graph.functions) {
			const [built, offline] = await Promise.all([join(handed.artifacts, `${name}-src`), join(graph.folder, below)].map(scriptsIn));
			expect(built?.length, name).toBe(files.length);
			expect(
				built?.every((text, index) => text === offline?.[index]),
				`bundle of ${name}`,
			).toBe(true);
		}
	});

	it("leaves nothing of the run in the platform", async () => {
		expect((await readdir(platform)).filter((name) => name.startsWith("sst.config.") || name.includes(".infra."))).toEqual([]);
	});
});
