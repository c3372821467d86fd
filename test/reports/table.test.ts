import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { seen, unread } from "../../shared/core/observed.ts";
import { columns, fold } from "../../shared/reports/columns.ts";
import { table } from "../../shared/reports/table.ts";
import { connectionFrom, estateInventory, plaintext } from "../support/estate.ts";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../support/findings.ts";
import { awkward, whole } from "./awkward.ts";

const plain = (snapshot = awkward, width = 80) => whole(table(snapshot, { colour: false, width }));

describe("the table", () => {
	test.each([60, 80, 120])("stays within %i columns", (width) => {
		const lines = plain(awkward, width).split("\n");
		expect(lines.filter((line) => columns(line) > width)).toEqual([]);
		expect(Math.max(...lines.map(columns))).toBeGreaterThan(width - 12);
	});
	test("has colour only when asked", () => {
		expect(plain()).not.toContain("\u001b");
		expect(whole(table(awkward, { colour: true, width: 80 }))).toContain("\u001b[");
	});
	test("has the same text with and without colour", () => {
		const coloured = whole(table(awkward, { colour: true, width: 80 }));
		expect(stripVTControlCharacters(coloured)).toBe(plain());
	});
	test("says of a failing rule's title that it is violated", () => {
		expect(plain()).toContain("  Violated: Storage is encrypted\n  test-encrypted\n");
	});
	test("puts the worst first", () => {
		const text = plain();
		expect(text.indexOf("CRITICAL 1 finding fails")).toBeGreaterThan(-1);
		expect(text.indexOf("CRITICAL")).toBeLessThan(text.indexOf("HIGH"));
		expect(text.indexOf("MEDIUM")).toBeLessThan(text.indexOf("UNKNOWN"));
	});
	test("names the place only when there are several", () => {
		const inventory = inventoryOf([instance("legacy", { storageEncrypted: false })]);
		expect(plain(snapshotOf(inventory))).toContain("    legacy is not encrypted.\n");
		const scopes = [...inventory.scopes, { partition: "aws", account: "444455556666", region: "eu-west-1" }];
		expect(plain(snapshotOf({ ...inventory, scopes }))).toContain("    legacy is not encrypted. [111122223333/eu-west-1]\n");
	});
	test("tells milder severities in one line a rule once forty findings have been told", () => {
		const many = (count: number) => {
			const open = Array.from({ length: count }, (_, index) => instance(`open-${index}`, { storageEncrypted: false }));
			return plain(snapshotOf(inventoryOf([...open, instance("short", { backupRetentionDays: 1 })])));
		};
		expect(many(39)).toContain("  Violated: Backups are kept\n  test-backups\n    short keeps 1 days.\n");
		expect(many(40)).toContain("MEDIUM 1 finding fails; the rules violated:\n  test-backups short\n");
		expect(many(40)).toContain("    open-15 is not encrypted.\n    and 32 more\n");
	});
	test("groups the same failed call of several scopes", () => {
		const regions = ["eu-west-1", "eu-west-2", "eu-west-3"];
		const errors = regions.map((region) => ({ ...rdsDenied, scope: { ...rdsDenied.scope, region } }));
		expect(plain(snapshotOf(inventoryOf([], errors)))).toContain(
			"  3 scopes: rds:DescribeDBInstances could not be read (denied): not authorized\n",
		);
	});
	test("names the rule and the resource of what alone is unknown", () => {
		expect(plain()).toContain("  test-encrypted: unreported: AWS did not report StorageEncrypted.\n");
		const two = plain(snapshotOf(inventoryOf(["a", "b"].map((name) => instance(name, { storageEncrypted: undefined })))));
		expect(two).toContain("  2 findings: AWS did not report StorageEncrypted.\n");
	});
	test("names the services behind connections in clear, the worst first, at most five", () => {
		const privileged = seen({ privileged: ["SUPERUSER"] });
		const inClear = (count: number) => [
			...Array.from({ length: count }, (_, index) => plaintext(`calm-${index}`, { production: seen(false) })),
			plaintext("billing", { user: "billing", sessions: 1, database: undefined }),
			plaintext("admin", { user: "postgres", rights: privileged }),
			connectionFrom("orders-api"),
		];
		const lines = (count: number) => plain(snapshotOf(estateInventory(inClear(count))), 200).split("\n");
		const at = lines(4).indexOf("PLAINTEXT 6 of 7 connections to databases without TLS");
		expect(lines(4).slice(at + 1, at + 7)).toEqual([
			"  orders/admin to orders on orders.abc.eu-west-1.rds.amazonaws.com:5432/orders as postgres (md5, 2 sessions, production, privileged: SUPERUSER)",
			"  orders/billing to orders.abc.eu-west-1.rds.amazonaws.com:5432/orders as billing (md5, 1 session, production)",
			"  orders/calm-0 to orders on orders.abc.eu-west-1.rds.amazonaws.com:5432/orders as orders_app (md5, 2 sessions)",
			"  orders/calm-1 to orders on orders.abc.eu-west-1.rds.amazonaws.com:5432/orders as orders_app (md5, 2 sessions)",
			"  orders/calm-2 to orders on orders.abc.eu-west-1.rds.amazonaws.com:5432/orders as orders_app (md5, 2 sessions)",
			"  and 1 more",
		]);
		expect(lines(3).join("\n")).not.toContain("and 1 more");
	});
	test("tells connections that all use TLS from those of which nobody knows", () => {
		const dark = connectionFrom("dark", { tls: unread({ service: "postgres", operation: "pg_stat_ssl", cause: "denied", message: "no" }) });
		expect(plain(snapshotOf(estateInventory([connectionFrom("a")])))).toContain("ENCRYPTED 1 connection to databases: all use TLS\n");
		const text = plain(snapshotOf(estateInventory([connectionFrom("a"), dark])));
		expect(text).toContain("UNKNOWN 2 connections to databases: none is known to be without TLS\n");
		expect(text).toContain("  Of 1 connection it is not known whether TLS is used.\n");
		expect(plain(snapshotOf(estateInventory([plaintext("b"), dark])))).toContain("PLAINTEXT 1 of 2");
	});
	test("is silent about connections when only the scanner and the server's own host have any", () => {
		const own = [
			plaintext("parapet", { purpose: "scanner" }),
			plaintext("cron", {}, { kind: "local" }),
			plaintext("rdsadmin", { purpose: "platform" }),
		];
		expect(plain(snapshotOf(estateInventory(own)))).not.toMatch(/PLAINTEXT|ENCRYPTED/);
		const { estate: _, ...old } = snapshotOf(estateInventory([plaintext("b")]));
		expect(plain(old)).not.toContain("PLAINTEXT");
	});
	test("says that an empty scope is empty", () => {
		expect(plain(snapshotOf(inventoryOf([])))).toContain("Nothing was found: there is no database");
	});
	test("says that nothing fails, and does not say so of an incomplete scan alone", () => {
		expect(plain(snapshotOf(inventoryOf([instance("good")])))).toContain("nothing failing\n2 passing, 0 unknown");
		expect(plain(snapshotOf(inventoryOf([instance("good")], [rdsDenied])))).toContain("This scan is incomplete");
	});
	test("tells of expired and of unused suppressions", () => {
		expect(plain()).toContain("Suppression expired: lapsed-risk");
		expect(plain()).toContain("Suppression matches nothing: stale");
		expect(plain()).not.toContain("accepted-risk");
	});
});

describe("folding", () => {
	test("breaks at spaces", () => expect(fold("aa bbbb cc dddd", 12, "  ")).toBe("  aa bbbb cc\n  dddd"));
	test("breaks a longer word where the line ends", () => expect(fold("a 0123456789012 b", 12, "  ")).toBe("  a\n  0123456789\n  012 b"));
	test("counts wide characters twice", () => {
		expect(columns("🐘数x")).toBe(5);
		expect(fold("数据库数据库", 12, "  ")).toBe("  数据库数据\n  库");
	});
	test("keeps characters of several code points whole", () => expect(fold("👩‍💻".repeat(6), 10, "")).toBe(`${"👩‍💻".repeat(5)}\n👩‍💻`));
});
