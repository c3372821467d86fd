import { describe, expect, it } from "vitest";
import type { Alert, Message } from "../../../shared/core/alerts/alert.ts";
import { splitFlood, told } from "../../../shared/core/alerts/digest.ts";
import { compileRoutes, type Route } from "../../../shared/core/alerts/routes.ts";
import { redact } from "../../../shared/core/alerts/text.ts";
import { severities } from "../../../shared/core/severity.ts";
import { alertOf, closingOf } from "../../support/alerts.ts";

const { environment: _, ...untagged } = alertOf("a");
const { rule: __, resource: ___, ...scopeAlert } = alertOf("a", 0, { kind: "unreadable" });

describe("a route", () => {
	it.each<[string, Omit<Route, "targets">, Alert, boolean]>([
		["takes everything when it says nothing", {}, alertOf("a"), true],
		["takes its severity", { severity: "high" }, alertOf("a"), true],
		["takes what is worse", { severity: "medium" }, alertOf("a"), true],
		["is too quiet for what is milder", { severity: "critical" }, alertOf("a"), false],
		["takes what was as bad before", { severity: "critical" }, alertOf("a", 0, { previousSeverity: "critical" }), true],
		["takes its kinds", { kinds: ["new", "worse"] }, alertOf("a"), true],
		["takes no other kinds", { kinds: ["worse"] }, alertOf("a"), false],
		["takes its environments", { environments: ["te*"] }, alertOf("a"), true],
		["takes no other environments", { environments: ["prod*"] }, alertOf("a"), false],
		["takes what has no environment, since nobody knows that it is not production", { environments: ["prod*"] }, untagged, true],
		["takes its accounts", { accounts: ["1111*"] }, alertOf("a"), true],
		["takes any of its accounts", { accounts: ["4444*", "1111*"] }, alertOf("a"), true],
		["takes no other accounts", { accounts: ["4444*"] }, alertOf("a"), false],
		["takes its regions", { regions: ["eu-*"] }, alertOf("a"), true],
		["takes no other regions", { regions: ["us-*"] }, alertOf("a"), false],
		["takes its rules", { rules: ["/storage/"] }, alertOf("a"), true],
		["takes no other rules", { rules: ["eks-*"] }, alertOf("a"), false],
		["takes what could not be read whatever its rules", { rules: ["eks-*"] }, scopeAlert, true],
	])("%s", (_name, filters, alert, taken) => {
		expect([...compileRoutes([{ ...filters, targets: ["t"] }])(alert)]).toEqual(taken ? [["t", "now"]] : []);
	});

	it("adds to the others, each target once", () => {
		const routes = [{ targets: ["t", "u"] }, { severity: "critical" as const, targets: ["v"] }, { targets: ["u", "w"] }];
		expect([...compileRoutes(routes)(alertOf("a")).keys()]).toEqual(["t", "u", "w"]);
	});

	it.each([
		[["daily", "hourly"], "hourly"],
		[["hourly", "daily"], "hourly"],
		[["daily"], "daily"],
		[["daily", undefined], "now"],
		[[undefined, "hourly"], "now"],
	] as const)("that waits yields to a more impatient one: %j", (waits, expected) => {
		const routes = waits.map((every) => ({ every, targets: ["t"] }));
		expect(compileRoutes(routes)(alertOf("a")).get("t")).toBe(expected);
	});
});

const many = (count: number, differences: Partial<Alert> = {}) =>
	Array.from({ length: count }, (_, index) => alertOf(`db-${index}`, 0, differences));
const unknown = () => false;
/** Everything at once, as when nothing was told lately. */
function messagesOf(alerts: readonly Alert[], { above, known }: { above: number; known: (fingerprint: string) => boolean }): Message[] {
	const { updates, openings, folded } = splitFlood(alerts, { room: above, criticalRoom: above, known });
	return [...updates, ...openings, ...told(folded)];
}

describe("many alerts at once", () => {
	it("are messages of their own up to the limit, worst first", () => {
		const alerts = [...many(2), alertOf("worst", 0, { severity: "critical" })];
		expect(messagesOf(alerts, { above: 3, known: unknown }).map((message) => message.severity)).toEqual(["critical", "high", "high"]);
	});

	it("are one digest above it, whose counts add up to them", () => {
		const alerts = [...many(30), ...many(5, { severity: "low", kind: "better" }), closingOf("closed", 1)];
		const [digest, ...others] = messagesOf(alerts, { above: 20, known: unknown });
		expect(others).toEqual([]);
		if (digest?.type !== "digest") throw new Error("no digest");
		expect(digest).toMatchObject({ total: 36, severity: "high" });
		const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
		expect([sum(digest.kinds), sum(digest.severities), digest.alerts.length, digest.worst.length]).toEqual([36, 36, 36, 10]);
		expect(digest.kinds).toMatchObject({ new: 30, better: 5, resolved: 1 });
		expect(Object.keys(digest.severities)).toEqual([...severities]);
	});

	it("leave critical ones that open their own messages, up to the limit", () => {
		const critical = many(25, { severity: "critical" });
		const messages = messagesOf([...critical, ...many(9).map((alert) => ({ ...alert, fingerprint: `${alert.fingerprint}x` }))], {
			above: 20,
			known: unknown,
		});
		expect(messages.filter((message) => message.type === "alert")).toHaveLength(20);
		expect(messages.at(-1)).toMatchObject({ type: "digest", total: 14, severity: "critical" });
	});

	it("do not take from an incident the message that it has", () => {
		const alerts = many(30);
		const known = alerts[7]?.fingerprint;
		const messages = messagesOf(alerts, { above: 20, known: (fingerprint) => fingerprint === known });
		expect(messages.map((message) => message.type)).toEqual(["alert", "digest"]);
		expect(messages[0]?.fingerprint).toBe(known);
	});

	it("are no digest of a single one", () => {
		expect(messagesOf(many(1), { above: 0, known: unknown })).toMatchObject([{ type: "alert" }]);
		expect(messagesOf([], { above: 0, known: unknown })).toEqual([]);
	});

	it("make the same digest again when they are the same", () => {
		const once = messagesOf(many(30), { above: 1, known: unknown });
		expect(messagesOf(many(30).toReversed(), { above: 1, known: unknown })[0]?.fingerprint).toHaveLength(32);
		expect(messagesOf(many(30), { above: 1, known: unknown })).toEqual(once);
	});
});

describe("redaction", () => {
	it.each([
		["an access key", "key AKIAIOSFODNN7EXAMPLE is old", "key [key id] is old"],
		["a secret access key", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "[…]"],
		["a Slack token", "uses xoxb-123456789012-abcdefgh here", "uses [Slack token] here"],
		["a Slack webhook", "https://hooks.slack.com/services/T0/B0/abc", "[Slack webhook]"],
		["a password in an address", "postgres://app:hunter2@db.example.com/x", "postgres://app:[password]@db.example.com/x"],
		["an assigned password", "PGPASSWORD=hunter2 and more", "PGPASSWORD=[…] and more"],
		["a private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- x", "[private key] x"],
		["a token of three parts", "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", "[token]"],
	])("removes %s", (_, text, expected) => {
		expect(redact(text)).toBe(expected);
	});

	it.each([
		"arn:aws:rds:eu-west-1:111122223333:cluster:cluster-ABCDEFGHIJKLMNOPQRSTUVWX",
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/orders-AbCdEf",
		"0123456789abcdef0123456789abcdef01234567",
		"The password of the master user was changed 400 days ago.",
		"https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
		"rds-instance-iam-authentication-enabled",
	])("leaves %s", (text) => {
		expect(redact(text)).toBe(text);
	});
});
