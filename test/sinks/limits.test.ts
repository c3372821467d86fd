import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Alert, alertKinds, type Message } from "../../shared/core/alerts/alert.ts";
import { told } from "../../shared/core/alerts/digest.ts";
import { severities } from "../../shared/core/severity.ts";
import { plainSlack, renderReply, renderSlack } from "../../shared/sinks/slack/render.ts";
import { largestPublication, renderAmazonQ, renderSns } from "../../shared/sinks/sns/render.ts";
import { plainText, subject } from "../../shared/sinks/sns/text.ts";
import { eventOf } from "../../shared/sinks/webhook/pagerduty.ts";
import { cardOf, largestCard } from "../../shared/sinks/webhook/teams.ts";
import { alertOf, closingOf } from "../support/alerts.ts";
import { problemsOf } from "../support/slack.ts";

/** Text as nobody should choose it: mentions, markup, control characters, bidirectional overrides, emoji, half characters, entities. */
const hostilePart = fc.oneof(
	fc.constantFrom(
		"<!channel>",
		"<!everyone>",
		"@here",
		"<@U12345678>",
		"<https://evil.example|click>",
		"&lt;!channel&gt;",
		"&&&&",
		"<<<>>>",
		"`",
		"*",
		"_~",
		"|",
	),
	fc.constantFrom("\u202e", "\u0000", "\u001b[31m", "\r\n", "\ud800", "👩‍👩‍👧", "\u2028", "\uffff", "\ufffe", '"', "\\", "}"),
	fc.string({ unit: "grapheme" }),
	fc.string({ unit: "binary" }),
);
const hostile = (limit: number): fc.Arbitrary<string> =>
	fc
		.tuple(fc.array(hostilePart, { maxLength: 30 }), fc.integer({ min: 1, max: 200 }))
		.map(([parts, times]) => parts.join("").repeat(times).slice(0, limit));

/** Alerts at the limits of their schema, filled with hostile text. */
const alert: fc.Arbitrary<Alert> = fc
	.record({
		base: fc.record({
			kind: fc.constantFrom(...alertKinds),
			severity: fc.constantFrom(...severities),
			status: fc.constantFrom("open" as const, "closed" as const),
			title: hostile(200),
			detail: hostile(1500),
			previousDetail: hostile(500),
			environment: hostile(100),
			cluster: hostile(200),
			frameworks: fc.array(hostile(100), { maxLength: 100 }),
			report: hostile(300).map((text) => `https://reports.example.com/${text}`),
		}),
		rule: fc.record({
			id: hostile(200),
			title: hostile(200),
			risk: hostile(500),
			recommendation: hostile(500),
			links: fc.array(
				hostile(300).map((text) => `https://${text}`),
				{ maxLength: 5 },
			),
		}),
		resource: fc.record({
			arn: hostile(1000),
			kind: fc.constant("rds.DbInstance"),
			name: hostile(300),
			tags: fc.dictionary(hostile(100), hostile(200), { maxKeys: 20 }),
		}),
		unread: fc.array(fc.record({ service: hostile(50), operation: hostile(100), cause: hostile(20), message: hostile(300) }), {
			maxLength: 10,
		}),
		examples: fc.array(fc.record({ rule: hostile(200), resource: hostile(300), detail: hostile(300) }), { maxLength: 10 }),
	})
	.map(({ base, ...further }) => alertOf("a", 0, { ...base, ...further }));

/** Are all characters such as XML may hold? */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for.
const fitsXml = (text: string): boolean => text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text);

const mentions = { critical: ["here", "S0TEAM01"], high: ["U0USER01"] };

describe("whatever text an alert holds", () => {
	it("its Slack messages keep the limits, mention nobody and forge no links", () => {
		fc.assert(
			fc.property(alert, (each) => {
				for (const message of [renderSlack(each, mentions), renderReply(each, mentions), plainSlack(each)])
					expect(problemsOf(message)).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	it("its SNS message keeps the limits and is JSON that reads back", async () => {
		await fc.assert(
			fc.asyncProperty(alert, async (each) => {
				expect(subject(each)).toMatch(/^[ -~]{1,99}$/);
				const { message, attributes } = await renderSns(each);
				for (const text of [message, renderAmazonQ(each).message, ...Object.values(attributes)]) expect(text).toSatisfy(fitsXml);
				const parts = JSON.parse(message) as { default: string; email: string };
				expect(JSON.parse(parts.default)).toEqual(JSON.parse(JSON.stringify(each)));
				// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for.
				expect(parts.email).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
				const size = Object.entries(attributes).reduce(
					(sum, [name, value]) => sum + Buffer.byteLength(name + value) + 6,
					Buffer.byteLength(message),
				);
				expect(size).toBeLessThanOrEqual(largestPublication);
				expect(Object.values(attributes)).not.toContain("");
			}),
			{ numRuns: 100 },
		);
	});

	it("its Amazon Q notification has the documented form and no markup", () => {
		fc.assert(
			fc.property(alert, (each) => {
				const notification = JSON.parse(renderAmazonQ(each).message);
				expect(notification).toMatchObject({
					version: "1.0",
					source: "custom",
					id: each.id,
					content: { textType: "client-markdown", title: expect.any(String), description: expect.stringMatching(/./s) },
					metadata: { threadId: each.fingerprint },
				});
				expect(JSON.stringify(notification.content)).not.toMatch(/<[!@h]|@here|@channel/);
			}),
			{ numRuns: 100 },
		);
	});

	it("its PagerDuty event keeps the limits", () => {
		fc.assert(
			fc.property(alert, (each) => {
				const event = eventOf(each) as { dedup_key: string; payload: { summary: string; source: string } };
				expect(event.payload.summary.length).toBeLessThanOrEqual(1024);
				expect(event.payload.source).not.toBeUndefined();
				expect(JSON.stringify(event).length).toBeLessThan(512_000);
			}),
			{ numRuns: 50 },
		);
	});
});

describe("a card of Teams", () => {
	it("keeps the limit and means nothing but text, whatever the alert holds", () => {
		fc.assert(
			fc.property(alert, (each) => {
				const card = cardOf(each);
				expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(largestCard);
				const { body } = (card as { attachments: [{ content: { body: unknown } }] }).attachments[0].content;
				expect(JSON.stringify(body, (key, value) => (key === "type" ? undefined : value))).not.toMatch(/[*_~`<>()]|:\/\//);
			}),
			{ numRuns: 100 },
		);
		expect(Buffer.byteLength(JSON.stringify(cardOf(digestOfMany(10_000))))).toBeLessThan(largestCard);
	});
});

const digestOfMany = (count: number): Message =>
	told(
		Array.from({ length: count }, (_, index) => alertOf(`db-${index}`, 0, { detail: "<&>".repeat(500), title: "<!channel>" })),
	)[0] as Message;

describe("a digest of 10,000 alerts", () => {
	it("is a Slack message within the limits that says how many there are", () => {
		const message = renderSlack(digestOfMany(10_000), mentions);
		expect(problemsOf(message)).toEqual([]);
		expect(message.text).toBe("10000 changes: 10000 high");
		expect(JSON.stringify(message.attachments)).toContain("and 9990 more");
	});

	it("goes to SNS within 256 KiB; the whole is kept where the message says", async () => {
		const kept = new Map<string, string>();
		const digest = digestOfMany(10_000);
		const { message } = await renderSns(digest, {
			put: async (key, text) => {
				kept.set(key, text);
				return `s3://bucket/${key}`;
			},
		});
		expect(Buffer.byteLength(message)).toBeLessThan(largestPublication);
		const short = JSON.parse(JSON.parse(message).default);
		expect(short).toMatchObject({
			type: "digest",
			total: 10_000,
			alerts: [],
			omitted: ["alerts"],
			whole: { url: `s3://bucket/digests/${digest.id}.json` },
		});
		expect(JSON.parse(kept.get(`digests/${digest.id}.json`) ?? "")).toEqual(digest);
		expect(short.whole.bytes).toBe(Buffer.byteLength(JSON.stringify(digest)));
	});

	it("says what it leaves out when there is no place for the whole", async () => {
		const short = JSON.parse(JSON.parse((await renderSns(digestOfMany(10_000))).message).default);
		expect(short).toMatchObject({ total: 10_000, omitted: ["alerts"] });
		expect(short).not.toHaveProperty("whole");
	});
});

describe("messages for people", () => {
	const tagged = alertOf("orders", 0, { severity: "critical", report: "https://reports.example.com/1" });

	it("mention who is to be told, for what opens and becomes worse only", () => {
		const head = (alert: Alert) => JSON.stringify(renderSlack(alert, mentions).blocks);
		expect(head(tagged)).toContain("<!here> <!subteam^S0TEAM01> *CRITICAL new: Storage is encrypted (orders)*");
		expect(head({ ...tagged, severity: "high" })).toContain("<@U0USER01> ");
		expect(head({ ...tagged, severity: "low" })).not.toMatch(/<[!@]/);
		expect(head({ ...closingOf("orders", 1), severity: "critical" })).not.toMatch(/<[!@]/);
	});

	it("have the colour of their severity, and green when the incident is over", () => {
		const colour = (alert: Alert) => renderSlack(alert).attachments[0]?.color;
		expect(new Set(severities.map((severity) => colour({ ...tagged, severity }))).size).toBe(5);
		expect(colour(closingOf("orders", 1))).toBe("#2f9e44");
	});

	it("say in the reply what changed", () => {
		const text = JSON.stringify(renderReply({ ...tagged, kind: "worse", previousSeverity: "medium", previousDetail: "It kept 1 day." }));
		expect(text).toContain("worse: was medium, is critical");
		expect(text).toContain("Before: It kept 1 day.");
	});

	it("have as e-mail everything that one needs, and a subject that says it", () => {
		expect(subject(tagged)).toBe("Parapet: CRITICAL new: Storage is encrypted (orders)");
		expect(subject({ ...tagged, title: `Größe ${"x".repeat(200)}` })).toMatch(
			/^Parapet: CRITICAL new: Grosse? |^Parapet: CRITICAL new: Gro\?e x{3}/,
		);
		expect(plainText(tagged)).toMatchInlineSnapshot(`
			"CRITICAL new: Storage is encrypted (orders)

			orders is not encrypted, scan 0.

			Resource:     arn:aws:rds:eu-west-1:111122223333:db:orders
			Account:      111122223333
			Region:       eu-west-1
			Environment:  test
			Rule:         rds-instance-storage-encrypted
			Severity:     critical
			First seen:   2026-06-15T12:00:00.000Z
			Scan:         test-2026-06-15T12:00:00.000Z of 2026-06-15T12:00:00.000Z
			Report:       https://reports.example.com/1
			Incident:     3bb49005109b151bc1acfe7e125c5220

			Risk: None: the database of this message does not exist.
			What to do: Nothing is to be done.
			"
		`);
	});
});
