import type { Inventory } from "../../shared/core/inventory.ts";
import { seen } from "../../shared/core/observed.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { connectionFrom, plaintext, prod } from "../support/estate.ts";
import { instance, inventoryOf, rdsDenied, snapshotOf } from "../support/findings.ts";

/** What somebody could type into a name or a tag to break each of the formats. */
export const hostile = {
	markup: "</script><img src=x onerror=alert(1)>",
	formula: '=HYPERLINK("https://example.com","click")',
	escape: "\u001b[31mred\u009b2J",
	override: "gpj.\u202etxt",
	lines: "first\r\nsecond \"quoted\", 'single' ]]> & <b>",
	emoji: "données 🐘🐘 数据库",
	long: `arn-like-${"x".repeat(300)}`,
	half: "half \ud83d surrogate",
} as const;

const names = Object.values(hostile);

/** `__proto__` as JSON.parse makes it: an own property. */
const tagsOf = (owner: string) =>
	JSON.parse(`{"__proto__":"polluted","constructor":"odd","empty":"","owner":${JSON.stringify(owner)}}`) as Record<string, string>;

const failing = names.map((name, index) => ({
	...instance(name, { storageEncrypted: false, tags: seen(tagsOf(name)) }),
	arn: `arn:aws:rds:eu-west-1:111122223333:db:${index === 0 ? name : `hostile-${index}`}`,
}));

/** A service of each name, in a database, as a user and in a namespace of that name; every way in occurs. */
export const hostileConnections = names.map((name, index) => {
	const connection = index % 2 === 0 ? plaintext : connectionFrom;
	return connection(
		name,
		{ arn: `postgres://hostile/#${name}`, database: name, user: name, applications: [name], serverName: `${name}.example:5432` },
		{ namespace: name, workload: `Deployment/${name}`, arn: `kubernetes://prod/${name}/Deployment/${name}` },
	);
});

const resources: Inventory["resources"] = [
	...failing,
	instance("quiet"),
	instance("unreported", { storageEncrypted: undefined, backupRetentionDays: 0 }),
	instance("accepted", { storageEncrypted: false }),
	instance("lapsed", { backupRetentionDays: 1 }),
	prod,
	...hostileConnections,
];

/** One small snapshot with everything that a report can meet: each verdict, each kind of suppression, a failed call, and hostile text throughout. */
export const awkward: Snapshot = snapshotOf(inventoryOf(resources, [{ ...rdsDenied, message: `${hostile.markup} ${hostile.escape}` }]), {
	suppressions: [
		{ id: "accepted-risk", resources: ["accepted"], owner: "data <team>", reason: "Moves & ends.", expires: "2026-12-31" },
		{ id: "lapsed-risk", resources: ["lapsed"], owner: hostile.escape, reason: hostile.markup, expires: "2026-01-31" },
		{ id: "stale", resources: ["no-such"], owner: "data", reason: "Nothing any more.", expires: "2026-12-31" },
	],
});

/** The whole text of a report. */
export const whole = (chunks: Iterable<string>): string => [...chunks].join("");
