import { describe, expect, test } from "vitest";
import { seen, unread } from "../../shared/core/observed.ts";
import type { Resource } from "../../shared/core/resources/index.ts";
import { tableRows } from "../../shared/reports/html/connection-table.ts";
import { estateSection } from "../../shared/reports/html/estate.ts";
import { drawnEdges } from "../../shared/reports/html/graph.ts";
import {
	connectionFrom,
	estateInventory,
	lonelyDatabase,
	ordersDatabase,
	plaintext,
	prod,
	resources,
	unreadCluster,
} from "../support/estate.ts";
import { rdsDenied, snapshotOf } from "../support/findings.ts";
import { awkward, hostile, whole } from "./awkward.ts";

const page = (...own: Resource[]) => whole(estateSection(snapshotOf(estateInventory(own))));
const everything = whole(estateSection(snapshotOf(estateInventory(resources))));
const count = (text: string, mark: RegExp) => text.match(mark)?.length ?? 0;
const svg = (text: string) => text.match(/<div class="scroll graph".*?<\/svg>/s)?.[0] ?? "";

describe("the section of connections", () => {
	test("is not there when nothing is known", () => {
		expect(page()).toBe("");
		const { estate: _, ...old } = snapshotOf(estateInventory(resources));
		expect(whole(estateSection(old))).toBe("");
	});
	test("is one of encryption and access when there are no connections", () => {
		const text = page(lonelyDatabase);
		expect(text).toContain("<h2>Encryption and access</h2>");
		expect(text).toContain("<dt>At rest</dt>");
		expect(text).toContain("<b>All databases</b>");
		expect(text).not.toMatch(/<svg|legend/);
	});
	test("counts connections by how safe they are", () =>
		expect(everything).toContain("6 connections of services: 2 without TLS, 1 weak, 1 not known, 2 strong."));
	test("has a part for each cluster, those with connections first, and one for what is outside", () => {
		expect(
			[...everything.matchAll(/<details class="group estate"( open)?><summary><span><b>([^<]*)/g)].map(([, open, title]) => [
				title,
				open !== undefined,
			]),
		).toEqual([
			["Cluster prod", true],
			["Outside clusters", true],
			["Cluster edge", false],
		]);
		expect(everything).toContain("its API was not read");
	});
	test("leaves the scanner's and the platform's own out, and says so", () => {
		const text = page(
			connectionFrom("a"),
			connectionFrom("parapet", { purpose: "scanner" }),
			connectionFrom("rdsadmin", { purpose: "platform" }),
		);
		expect(text).toContain("2 connections of Parapet itself and of the platform are left out.");
		expect(text).not.toContain("rdsadmin");
	});
	test("says once what takes from several lists, and what concerns no cluster outside of them", () => {
		const edge = page(unreadCluster);
		expect(count(edge, /The API of edge was not read, so that its services/g)).toBe(1);
		expect(edge).toMatch(/<li>[^<]*Connections, [^<]*Service accounts: The API of edge was not read/);
		const elsewhere = { ...rdsDenied, scope: { ...rdsDenied.scope, account: "999988887777" } };
		const [inside = "", outside = ""] = whole(estateSection(snapshotOf(estateInventory(resources, [elsewhere])))).split(
			"<b>Outside clusters</b>",
		);
		expect(inside).not.toContain("rds:DescribeDBInstances could not be read");
		expect(outside.split("<b>Cluster edge</b>")[0]).toContain("rds:DescribeDBInstances could not be read");
	});
	test("says what is missing, six lines of it at most", () => {
		expect(page(prod, connectionFrom("a"))).toContain("Encryption at rest: Not part of this scan");
		const text = page(unreadCluster, connectionFrom("a", {}, { cluster: "edge" }));
		expect(text).toMatch(/<li>and \d+ more, in compliance\.json<\/li>/);
	});
});

describe("the graph", () => {
	test.each([
		["plaintext", plaintext("a"), "no TLS, md5 · 2"],
		["weak", connectionFrom("a", { authentication: seen({ method: "md5", basis: "hba" }) }), "TLS verified, md5 · 2"],
		["strong", connectionFrom("a", { sessions: 7 }), "TLS verified, iam · 7"],
		[
			"unknown",
			connectionFrom("a", { authentication: unread({ service: "x", operation: "y", cause: "denied", message: "z" }) }),
			"TLS verified, authentication not known · 2",
		],
		["local", plaintext("a", {}, { kind: "local", namespace: undefined }), "own host, md5 · 2"],
	] as const)("draws what is %s as a line of its own kind, with words", (grade, connection, words) => {
		const drawing = svg(page(connection));
		expect(drawing).toContain(`<path class="e-${grade}"`);
		expect(drawing).toContain(`>${words}</text>`);
		expect(count(drawing, /<path/g)).toBe(1);
	});
	test("explains each kind of line", () => expect(count(page(connectionFrom("a")).split("<details")[0] ?? "", /<path class="e-/g)).toBe(5));
	test("names a service once, above its other ways in", () => {
		const drawing = svg(page(plaintext("api"), connectionFrom("api", { user: "other" }), connectionFrom("api", { user: "third" })));
		expect(count(drawing, />orders\/api<\/text>/g)).toBe(1);
		expect(count(drawing, /<path/g)).toBe(2);
		expect(drawing).toContain("TLS verified, iam · 4");
		expect(drawing).toContain("4 sessions in 2 connections");
	});
	test("names a database by itself and its server, once for all services", () => {
		const drawing = svg(page(connectionFrom("a"), connectionFrom("b")));
		expect(count(drawing, /<circle/g)).toBe(1);
		expect(drawing).toContain(">orders</text>");
		expect(drawing).toContain("orders on orders.abc.eu-west-1.rds.amazonaws.com:5432</title>");
		expect(count(svg(page(connectionFrom("a"), connectionFrom("b", { database: "other" }))), /<circle/g)).toBe(2);
	});
	test("draws the worst when there are many, and says how many are not", () => {
		const many = (strong: number) =>
			page(prod, ...Array.from({ length: strong }, (_, index) => connectionFrom(`s${index}`)), plaintext("zz-billing"));
		expect(count(svg(many(drawnEdges)), /<path/g)).toBe(drawnEdges);
		expect(svg(many(drawnEdges))).toContain("orders/zz-billing");
		expect(many(drawnEdges)).toContain(`The worst ${drawnEdges} are drawn; 1 more is not.`);
		expect(many(drawnEdges - 1)).not.toContain("are drawn");
	});
	test("puts services of one database together, the worse ones above", () => {
		const to = (database: string) => ({ database, serverName: database });
		const drawing = svg(
			page(plaintext("c", to("one")), connectionFrom("a", to("one")), plaintext("b", to("two")), plaintext("d", to("two"))),
		);
		expect([...drawing.matchAll(/>orders\/(.)<\/text>/g)].map(([, name]) => name)).toEqual(["b", "d", "c", "a"]);
	});
	test("keeps names within their room, and has them whole on hovering", () => {
		const drawing = svg(page(connectionFrom(hostile.long)));
		expect(drawing).toContain(`${hostile.long} to orders`);
		const texts = [...drawing.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text?.length ?? 0);
		expect(Math.max(...texts)).toBeLessThanOrEqual(44);
	});
});

describe("the table of connections", () => {
	const rows = (...own: Resource[]) => page(...own).match(/<tbody>.*?<\/tbody>/s)?.[0] ?? "";

	test("has all facts of one", () => {
		const text = rows(
			connectionFrom(
				"orders-api",
				{ rights: seen({ privileged: ["CREATEROLE"], allowed: ["read"] }), sharedWith: ["worker"], purpose: "replication" },
				{ reason: "Its cluster is elsewhere." },
			),
		);
		for (const fact of [
			"namespace orders",
			"Deployment/orders-api",
			"service account orders-api",
			"role orders-api",
			"from 10.0.3.7",
			"Its cluster is elsewhere.",
			"postgres",
			"production",
			"as orders_app",
			"privileged: CREATEROLE",
			"may read",
			"user shared with worker",
			"replication",
			"TLS_AES_256_GCM_SHA384",
			"client asks for verify-full",
			"by the role",
			"oldest since 2026-06-15 11:00 UTC",
			"first seen 2026-06-15 11:00 UTC",
			"last seen 2026-06-15 12:00 UTC",
		])
			expect(text).toContain(`<small>${fact}</small>`);
		expect(text).toMatch(/TLSv1\.3.*iam.*2 sessions/s);
	});
	test("says why something is not known", () => {
		const why = unread({ service: "connection", operation: "hba", cause: "denied", message: "pg_hba.conf could not be read." });
		const text = rows(connectionFrom("a", { tls: why, authentication: why, rights: why, oldestSession: why, production: why }));
		expect(count(text, /Not known<small>pg_hba\.conf could not be read\.<\/small>/g)).toBe(2);
		expect(text).toContain("rights not known: pg_hba.conf could not be read.");
		expect(text).toContain("environment not known");
		expect(rows(connectionFrom("a", { oldestSession: why, openSince: "2026-06-14T12:00:00.000Z" }))).toContain(
			"open since 2026-06-14 12:00 UTC or longer",
		);
	});
	test("ends where a page becomes slow, and says what is left", () => {
		const many = page(...Array.from({ length: tableRows + 2 }, (_, index) => connectionFrom(`s${index}`)));
		expect(count(many, /<th scope="row">/g)).toBe(tableRows);
		expect(many).toContain("2 connections more are in compliance.json.");
		expect(many).toContain(`All facts of the worst ${tableRows} of ${tableRows + 2} connections`);
	});
	test("shows hostile names as text", () => {
		const text = whole(estateSection(awkward));
		expect(text).not.toMatch(/<img|[\p{Cf}]|(?!\n)\p{Cc}/u);
		expect(text).toContain("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
	});
});

describe("encryption and access", () => {
	test("name what is bad and what is not known, five of each", () => {
		const many = Array.from({ length: 7 }, (_, index) => ({
			...lonelyDatabase,
			name: `db-${index}`,
			arn: `${lonelyDatabase.arn}-${index}`,
		}));
		const text = page(ordersDatabase, ...many, { ...lonelyDatabase, storageEncrypted: undefined });
		expect(text).toContain(
			'1 of 9 encrypted; <span class="t-fail says">7 not encrypted</span>: db-0, db-1, db-2, db-3, db-4 and 2 more; <span class="t-indeterminate says">1 not known</span>: lonely',
		);
	});
	test("of a cluster are those of what its services use", () => {
		const [, inCluster = ""] = everything.split("<b>Cluster prod</b>");
		const [own = ""] = inCluster.split("<b>Outside clusters</b>");
		expect(own).toContain("postgres on orders.abc.eu-west-1.rds.amazonaws.com:5432/orders (SUPERUSER");
		expect(own).toContain("Secrets of database namespaces can be read by: ServiceAccount ci/deployer");
		expect(own).toContain("administrators: platform-admin");
		expect(own).toContain("use a database: 1; have an IAM role: 1");
		expect(own).toContain("the next expires in 350 days (orders)");
		expect(own).not.toContain("lonely");
	});
});
