import { zstdDecompressSync } from "node:zlib";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import type { Scope } from "../../../shared/core/scope.ts";
import { complianceFindings } from "../../../shared/reports/ocsf.ts";
import { complianceFindingColumns } from "../../../shared/sinks/security-lake/compliance-finding.ts";
import { parquetOf } from "../../../shared/sinks/security-lake/parquet.ts";
import { lakeKey, writeLake } from "../../../shared/sinks/security-lake/write.ts";
import { awkward } from "../../reports/awkward.ts";
import { testScope } from "../../support/aws/fake-caller.ts";
import { instance, inventoryOf, snapshotOf } from "../../support/findings.ts";
import { memoryStore } from "../../support/object-store.ts";

const source = { source: "parapet", sourceVersion: "1.0", region: "eu-central-1" };
const outside: Scope = { partition: "-", account: "-", region: "-" };

/** Read by another implementation than the one that wrote it. */
async function rowsOf(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
	const file = new Uint8Array(bytes).buffer;
	return parquetReadObjects({ file, compressors: { ZSTD: (input) => new Uint8Array(zstdDecompressSync(input)) } });
}

/** Without what is absent; large integers as numbers; text as UTF-8 can hold it. */
function plain(value: unknown): unknown {
	if (typeof value === "bigint") return Number(value);
	if (typeof value === "string") return value.toWellFormed();
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, member]) => (member === undefined || member === null ? [] : [[name, plain(member)]])),
	);
}

describe("findings in Parquet", () => {
	it("hold every member of every event, in the order of the findings", async () => {
		const events = [...complianceFindings(awkward)];
		const rows = await rowsOf(parquetOf(events, complianceFindingColumns, "parapet 1.2.3"));
		const expected = events.map((event) => ({
			...event,
			resources: event.resources.map((resource) => ({ ...resource, data: JSON.stringify(resource.data) })),
			unmapped: { ...event.unmapped, related: JSON.stringify(event.unmapped.related) },
		}));
		expect(rows.map(plain)).toEqual(expected.map(plain));
		expect(events.length).toBeGreaterThan(10);
	});

	it("are compressed with Zstandard in every column, and say who wrote them", () => {
		const bytes = parquetOf([...complianceFindings(awkward)], complianceFindingColumns, "parapet 1.2.3");
		const metadata = parquetMetadata(new Uint8Array(bytes).buffer);
		const codecs = metadata.row_groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec));
		expect(new Set(codecs)).toEqual(new Set(["ZSTD"]));
		expect(metadata.created_by).toBe("parapet 1.2.3");
	});

	it("have one schema, whatever the findings have", () => {
		const schemaOf = (snapshot: typeof awkward) =>
			parquetMetadata(new Uint8Array(parquetOf([...complianceFindings(snapshot)], complianceFindingColumns, "x")).buffer).schema;
		expect(schemaOf(snapshotOf(inventoryOf([instance("a")])))).toEqual(schemaOf(awkward));
	});
});

describe("the data lake", () => {
	const snapshot = snapshotOf(inventoryOf([instance("a"), instance("b", { storageEncrypted: false })]));
	const write = (store = memoryStore("lake"), count?: number) =>
		writeLake(store, source, {
			scope: testScope,
			snapshot,
			events: count === undefined ? complianceFindings(snapshot) : Array.from({ length: count }, (_, index) => ({ time: index })),
		});

	it.each([
		[testScope, {}, "ext/parapet/1.0/region=eu-central-1/accountId=111122223333/eventDay=20260615/ID.111122223333.eu-west-1.parquet"],
		[
			testScope,
			{ sourceVersion: undefined },
			"ext/parapet/region=eu-central-1/accountId=111122223333/eventDay=20260615/ID.111122223333.eu-west-1.parquet",
		],
		[
			{ ...testScope, cluster: "prod" },
			{},
			"ext/parapet/1.0/region=eu-central-1/accountId=111122223333/eventDay=20260615/ID.111122223333.eu-west-1.prod.parquet",
		],
		[outside, {}, "ext/parapet/1.0/region=eu-central-1/accountId=external/eventDay=20260615/ID.outside.parquet"],
	])("is partitioned as Security Lake has it", (scope, differences, key) => {
		expect(lakeKey({ ...source, ...differences }, scope, snapshot)).toBe(key.replace("ID", snapshot.id));
	});

	it("gets one object a publication, and the same one when it is written again", async () => {
		const store = memoryStore("lake");
		expect(await write(store)).toBe(4);
		expect(await write(store)).toBe(0);
		expect(store.writes).toEqual([lakeKey(source, testScope, snapshot)]);
		expect(await rowsOf(store.objects.get(store.writes[0] ?? "")?.body ?? new Uint8Array())).toHaveLength(4);
	});

	it("gets nothing when there are no findings", async () => {
		const store = memoryStore("lake");
		expect(await write(store, 0)).toBe(0);
		expect(store.writes).toEqual([]);
	});

	it("gets a large scope in parts, so that memory is bounded", async () => {
		const store = memoryStore("lake");
		expect(await write(store, 20_000)).toBe(20_000);
		expect(store.writes).toHaveLength(1);
		const parts = memoryStore("lake");
		expect(await write(parts, 40_001)).toBe(40_001);
		expect(parts.writes).toEqual([1, 2, 3].map((part) => lakeKey(source, testScope, snapshot, part)));
		expect(await rowsOf(parts.objects.get(parts.writes[2] ?? "")?.body ?? new Uint8Array())).toMatchObject([{ time: 40_000n }]);
	});
});
