import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadPolicies } from "../../shared/runtime/policies.ts";
import { policyFixtures } from "../support/opa/bundles.ts";
import { directoryWith } from "../support/terminal.ts";

const fixture = (name: string) => `${policyFixtures}/${name}.tar.gz`;
const environment = {};
const packagesOf = ({ bundles }: Awaited<ReturnType<typeof loadPolicies>>) =>
	bundles.flatMap(({ policies }) => policies.map((policy) => policy.package));
const load = (paths: readonly string[], previous?: Awaited<ReturnType<typeof loadPolicies>>) =>
	loadPolicies({ paths, shipped: false }, { environment, previous });

describe("policies from files and folders", () => {
	let place: Awaited<ReturnType<typeof directoryWith>>;
	beforeEach(async () => {
		place = await directoryWith();
		await mkdir(place.path("team"));
		await copyFile(fixture("connections"), place.path("team/a.tar.gz"));
		await copyFile(fixture("v0"), place.path("b.tgz"));
	});
	afterEach(() => place.remove());

	it("are found in the folder and the folders in it", async () => {
		const loaded = await load([place.root]);
		expect(packagesOf(loaded)).toEqual(["acme.old", "acme.connections.age", "acme.connections.tls", "acme.owners", "acme.quiet"]);
		expect(loaded.read).toEqual([place.path("b.tgz"), place.path("team/a.tar.gz")]);
	});

	it("are read again only when they change", async () => {
		const first = await load([place.root]);
		const second = await load([place.root], first);
		expect(second.read).toEqual([]);
		expect(second.bundles.map((bundle) => first.bundles.includes(bundle))).toEqual([true, true]);
		await copyFile(fixture("loop"), place.path("b.tgz"));
		await utimes(place.path("b.tgz"), 1, 1);
		const third = await load([place.root], second);
		expect(third.read).toEqual([place.path("b.tgz")]);
		expect(packagesOf(third)).toEqual([
			"acme.loop",
			"acme.zzz",
			"acme.connections.age",
			"acme.connections.tls",
			"acme.owners",
			"acme.quiet",
		]);
	});

	it("come and go with their files", async () => {
		const first = await load([place.root]);
		await copyFile(fixture("memory"), place.path("c.tar.gz"));
		expect((await load([place.root], first)).read).toEqual([place.path("c.tar.gz")]);
		expect(packagesOf(await load([place.path("team")], first))).not.toContain("acme.old");
	});

	it("stay in force, with a warning, when their place breaks in a process that runs on", async () => {
		const first = await load([place.root]);
		await writeFile(place.path("b.tgz"), "half a bund");
		const second = await load([place.root], first);
		expect(packagesOf(second)).toEqual(packagesOf(first));
		expect(second.warnings[0]).toMatch(/b\.tgz is no gzip file.* The policies that were loaded from there before stay in force\.$/);
		await expect(load([place.root])).rejects.toThrow("is no gzip file");
	});

	it("count once when two paths lead to them", async () => {
		expect((await load([place.path("b.tgz"), place.root])).bundles).toHaveLength(2);
	});

	it("must not share a package", async () => {
		await expect(load([fixture("loop"), fixture("crash")])).rejects.toThrow(
			`The package acme.zzz is in ${fixture("loop")} and in ${fixture("crash")}.`,
		);
	});

	it.each([
		["a folder of Rego", `${policyFixtures}/loop`, /holds policies in Rego.*parapet policy build/],
		["a file of Rego", `${policyFixtures}/loop/loop.rego`, /holds policies in Rego.*parapet policy build test\/fixtures\/policies\/loop$/],
		["a folder without bundles", "docs", /There is no bundle \(\.tar\.gz\) in docs/],
		["nothing", "nowhere", /Cannot read the policies in nowhere: there is no such file or folder/],
	])("are asked for where there are none: %s", async (_, path, message) => {
		await expect(load([path])).rejects.toThrow(message);
	});
});

describe("policies in S3", () => {
	const objects = new Map<string, Buffer>();
	const requests: string[] = [];
	let server: Server;
	let denied = false;
	const saved = { ...process.env };
	const etag = (data: Buffer) => `"${createHash("md5").update(data).digest("hex")}"`;

	beforeAll(async () => {
		server = createServer((request, response) => {
			const url = new URL(request.url ?? "/", "http://s3");
			const key = decodeURIComponent(url.pathname.replace(/^\/acme\/?/, ""));
			requests.push(`${request.method} ${key}`);
			const refuse = (status: number, code: string) =>
				response.writeHead(status, { "content-type": "application/xml" }).end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
			if (denied) return refuse(403, "AccessDenied");
			if (key === "" && request.method === "GET") {
				const prefix = url.searchParams.get("prefix") ?? "";
				const names = [...objects.keys()].filter((name) => name.startsWith(prefix)).sort();
				// One a page, to see that pages are followed.
				const start = Number(url.searchParams.get("continuation-token") ?? 0);
				const contents = names.slice(start, start + 1).map((name) => {
					const data = objects.get(name) ?? Buffer.alloc(0);
					return `<Contents><Key>${name}</Key><ETag>${etag(data)}</ETag><Size>${data.length}</Size></Contents>`;
				});
				const more =
					start + 1 < names.length ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${start + 1}</NextContinuationToken>` : "";
				return response
					.writeHead(200, { "content-type": "application/xml" })
					.end(`<ListBucketResult>${contents.join("")}${more}</ListBucketResult>`);
			}
			const data = objects.get(key);
			if (!data) return refuse(404, "NoSuchKey");
			response.writeHead(200, { etag: etag(data), "content-length": data.length });
			return response.end(request.method === "HEAD" ? undefined : data);
		});
		await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
		process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		process.env.AWS_ACCESS_KEY_ID = "AKIAEXAMPLE";
		process.env.AWS_SECRET_ACCESS_KEY = "example";
		process.env.AWS_REGION = "eu-west-1";
	});
	afterAll(async () => {
		for (const name of ["AWS_ENDPOINT_URL_S3", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"]) {
			if (saved[name] === undefined) delete process.env[name];
			else process.env[name] = saved[name];
		}
		await new Promise((done) => server.close(done));
	});
	beforeEach(async () => {
		objects.clear();
		denied = false;
		objects.set("policies/a.tar.gz", await readFile(fixture("connections")));
		objects.set("policies/b.tar.gz", await readFile(fixture("v0")));
		objects.set("policies/README.md", Buffer.from("not one"));
		requests.length = 0;
	});

	it("are read from a key", async () => {
		expect(packagesOf(await load(["s3://acme/policies/b.tar.gz"]))).toEqual(["acme.old"]);
		expect(requests).toEqual(["HEAD policies/b.tar.gz", "GET policies/b.tar.gz"]);
	});

	it("are read from a prefix, every page of it, and again only when they change", async () => {
		const first = await load(["s3://acme/policies/"]);
		expect(first.read).toEqual(["s3://acme/policies/a.tar.gz", "s3://acme/policies/b.tar.gz"]);
		requests.length = 0;
		objects.set("policies/b.tar.gz", await readFile(fixture("loop")));
		const second = await load(["s3://acme/policies/"], first);
		expect(second.read).toEqual(["s3://acme/policies/b.tar.gz"]);
		expect(requests.filter((request) => request !== "GET ")).toEqual(["GET policies/b.tar.gz"]);
		expect(packagesOf(second)).toContain("acme.loop");
	});

	it("stay in force when S3 refuses later", async () => {
		const first = await load(["s3://acme/policies/"]);
		denied = true;
		const second = await load(["s3://acme/policies/"], first);
		expect(packagesOf(second)).toEqual(packagesOf(first));
		expect(second.warnings[0]).toContain("s3://acme/policies/ could not be read (s3:ListObjectsV2, denied)");
	});

	it.each([
		["s3://acme/missing.tar.gz", /s3:\/\/acme\/missing\.tar\.gz could not be read \(s3:HeadObject, notFound\)/],
		["s3://acme/empty/", /There is no bundle \(\.tar\.gz\) under s3:\/\/acme\/empty\//],
		["s3://", /is no address in S3/],
	])("are asked for where there are none: %s", async (path, message) => {
		await expect(load([path])).rejects.toThrow(message);
	});

	it("are refused before they are read when they are too large", async () => {
		objects.set("policies/large.tar.gz", Buffer.alloc(16 * 2 ** 20 + 1));
		await expect(load(["s3://acme/policies/large.tar.gz"])).rejects.toThrow("it is larger than 16 MiB");
		expect(requests).toEqual(["HEAD policies/large.tar.gz"]);
	});
});
