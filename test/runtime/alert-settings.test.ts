import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Scope } from "../../shared/core/scope.ts";
import { readSecret } from "../../shared/runtime/alert-secret.ts";
import { alertSettings } from "../../shared/runtime/alert-settings.ts";
import { parseConfig } from "../../shared/runtime/config.ts";
import { fails, fakeCaller } from "../support/aws/fake-caller.ts";
import { directoryWith } from "../support/terminal.ts";

const slack = { type: "slack", channel: "C0123ABCD", token: { env: "SLACK_TOKEN" } };
const parsed = (alerts: unknown) => parseConfig({ alerts }, "conf/parapet.config.json");
const problems = async (alerts: unknown): Promise<readonly string[]> =>
	parsed(alerts).then(
		() => [],
		(error) => error.problems,
	);

describe("alerts in the configuration", () => {
	it("are taken in every form", async () => {
		const targets = {
			security: { ...slack, mentions: { critical: ["here", "S0TEAM01"] }, fallback: "mail", fallbackAfter: 30, digestAbove: 5 },
			hook: { type: "slack", webhook: { secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf", key: "url" } },
			mail: { type: "sns", topicArn: "arn:aws:sns:eu-west-1:111122223333:alerts" },
			chat: { type: "sns", topicArn: "arn:aws:sns:eu-west-1:111122223333:chat", format: "amazon-q" },
			siem: { type: "webhook", url: "https://siem.example.com/in", secret: { file: "siem.key" } },
			rooms: { type: "teams", webhook: { env: "TEAMS_HOOK" } },
			duty: { type: "pagerduty", routingKey: { env: "PAGERDUTY_KEY" } },
		};
		const routes = [
			{ severity: "critical", environments: ["prod*"], kinds: ["new"], targets: ["duty", "security"] },
			{ targets: ["siem"] },
		];
		const { alerts } = await parsed({ targets, routes, state: "state", report: "https://r.example.com/{snapshot}" });
		expect(alerts && alertSettings(alerts, "conf/parapet.config.json", undefined)).toMatchObject({
			routes,
			state: expect.stringMatching(/conf.state$/),
		});
	});

	it("go everywhere from low on when no route says otherwise, and are kept beside the configuration", async () => {
		const { alerts } = await parsed({
			targets: { security: slack, mail: { type: "sns", topicArn: "arn:aws:sns:eu-west-1:111122223333:a" } },
		});
		expect(alerts && alertSettings(alerts, "conf/parapet.config.json", "p")).toMatchObject({
			routes: [{ severity: "low", targets: ["security", "mail"] }],
			state: expect.stringMatching(/conf.parapet-alerts$/),
			environmentTags: ["Environment", "Env", "Stage"],
			profile: "p",
		});
	});

	it("say when people are told", async () => {
		const quiet = [{ from: "22:00", to: "07:00", days: ["mon"], targets: ["security"], severity: "medium" }, { days: ["sat", "sun"] }];
		const routes = [{ targets: ["security"], every: "hourly" }];
		const { alerts } = await parsed({ targets: { security: slack }, routes, quiet, timezone: "Europe/Berlin", dailyAt: "09:30" });
		expect(alerts && alertSettings(alerts, "conf/parapet.config.json", undefined)).toMatchObject({
			routes,
			times: { quiet, timezone: "Europe/Berlin", dailyAt: "09:30" },
		});
		const { alerts: plain } = await parsed({ targets: { security: slack } });
		expect(plain && alertSettings(plain, "c.json", undefined).times).toEqual({ quiet: [], timezone: "UTC", dailyAt: "08:00" });
	});

	it.each<[string, unknown, string]>([
		["no target", { targets: {} }, "alerts.targets: must have at least one target"],
		["a name that is none", { targets: { "Not/A Name": slack } }, "alerts.targets.Not/A Name"],
		["a time that is none", { targets: { a: slack }, dailyAt: "24:00" }, "alerts.dailyAt: must be a time of day"],
		["a time zone that is none", { targets: { a: slack }, timezone: "Mars/Olympus" }, "alerts.timezone: must be the name of a time zone"],
		["quiet hours without an end", { targets: { a: slack }, quiet: [{ from: "22:00" }] }, "alerts.quiet[0]: from and to belong together"],
		["quiet hours of no length", { targets: { a: slack }, quiet: [{ from: "22:00", to: "22:00" }] }, "from and to are the same"],
		["quiet for ever", { targets: { a: slack }, quiet: [{}] }, "alerts.quiet[0]: would be quiet for ever"],
		["quiet for what is critical", { targets: { a: slack }, quiet: [{ days: ["sat"], severity: "critical" }] }, "alerts.quiet[0].severity"],
		[
			"quiet of nobody",
			{ targets: { a: slack }, quiet: [{ days: ["sat"], targets: ["b"] }] },
			'alerts.quiet[0].targets[0]: there is no target "b"',
		],
		["a window that is none", { targets: { a: slack }, routes: [{ targets: ["a"], every: "weekly" }] }, "alerts.routes[0].every"],
		["an unknown type", { targets: { a: { type: "carrier-pigeon" } } }, "alerts.targets.a.type"],
		["a setting of another type", { targets: { a: { ...slack, topicArn: "x" } } }, "alerts.targets.a: "],
		[
			"a token in the file",
			{ targets: { a: { ...slack, token: "xoxb-123456789012-secret" } } },
			"alerts.targets.a.token: must say where the secret is",
		],
		["a variable that is none", { targets: { a: { ...slack, token: { env: "not a name" } } } }, "alerts.targets.a.token"],
		["no token and no webhook", { targets: { a: { type: "slack", channel: "C0123ABCD" } } }, "alerts.targets.a.token: either token"],
		["both", { targets: { a: { ...slack, webhook: { env: "X" } } } }, "alerts.targets.a.token: either token"],
		[
			"a token without a channel",
			{ targets: { a: { type: "slack", token: { env: "X" } } } },
			"alerts.targets.a.channel: must be there with token",
		],
		[
			"a channel that is none",
			{ targets: { a: { ...slack, channel: "alerts" } } },
			"alerts.targets.a.channel: must be the id of a channel",
		],
		[
			"a mention that is none",
			{ targets: { a: { ...slack, mentions: { critical: ["<!channel>"] } } } },
			"alerts.targets.a.mentions.critical[0]: must be here",
		],
		[
			"a topic that is none",
			{ targets: { a: { type: "sns", topicArn: "alerts" } } },
			"alerts.targets.a.topicArn: must be the ARN of a topic",
		],
		[
			"an address without TLS",
			{ targets: { a: { type: "webhook", url: "http://siem.example.com", secret: { env: "X" } } } },
			"alerts.targets.a.url",
		],
		[
			"a fallback that is not there",
			{ targets: { mail: slack, a: { ...slack, fallback: "mial" } } },
			'alerts.targets.a.fallback: there is no target "mial"; did you mean "mail"?',
		],
		["a fallback to itself", { targets: { a: { ...slack, fallback: "a" } } }, "alerts.targets.a.fallback: must be another target"],
		[
			"a route to nowhere",
			{ targets: { a: slack }, routes: [{ targets: ["a", "zzzzz"] }] },
			'alerts.routes[0].targets[1]: there is no target "zzzzz"; there are: a',
		],
		["a severity that is none", { targets: { a: slack }, routes: [{ severity: "bad", targets: ["a"] }] }, "alerts.routes[0].severity"],
		[
			"a pattern that does not compile",
			{ targets: { a: slack }, routes: [{ rules: ["/(/"], targets: ["a"] }] },
			"alerts.routes[0].rules[0]: is no pattern that compiles",
		],
		["a report that is no address", { targets: { a: slack }, report: "javascript:alert(1)" }, "alerts.report: must be a web address"],
	])("with %s are a mistake at its path", async (_, alerts, expected) => {
		expect(await problems(alerts)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
	});

	it("are valid as the documentation shows them", async () => {
		const page = await readFile(new URL("../../docs/alerts.md", import.meta.url), "utf8");
		const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)]
			.map(([, text = ""]) => parse(text))
			.filter((example) => "alerts" in example);
		expect(examples).toHaveLength(3);
		// The targets of one are those of the one before.
		let targets: unknown;
		for (const { alerts } of examples) {
			targets = alerts.targets ?? targets;
			expect((await parseConfig({ alerts: { ...alerts, targets } }, "docs/alerts.md")).alerts).toBeDefined();
		}
	});

	it("are never quoted when they hold a secret", async () => {
		expect(JSON.stringify(await problems({ targets: { a: { ...slack, token: "xoxb-123456789012-secret" } } }))).not.toContain("xoxb");
	});
});

describe("a secret of a target", () => {
	const arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:slack-AbCdEf";
	const asked: Scope[] = [];
	const aws = {
		caller: async (scope: Scope) => {
			asked.push(scope);
			return fakeCaller({ "secretsmanager:GetSecretValue": { SecretString: '{"token":"xoxb-3"}' } });
		},
	};

	it("is read from Secrets Manager where its ARN says that it is", async () => {
		expect(await readSecret({ secret: arn, key: "token" }, "a.token", sources)).toBe("xoxb-3");
		expect(asked).toEqual([{ partition: "aws", account: "111122223333", region: "eu-central-1" }]);
		await expect(readSecret({ secret: arn, key: "other" }, "a.token", sources)).rejects.toThrow("is no JSON object with the text other");
		const refusing = { caller: async () => fakeCaller({ "secretsmanager:GetSecretValue": fails("denied") }) };
		await expect(readSecret({ secret: arn }, "a.token", { ...sources, aws: refusing })).rejects.toThrow("could not be read");
	});

	const sources = { environment: { TOKEN: "xoxb-1 \n".trim(), EMPTY: "", LINES: "a\nb" }, base: ".", aws };

	it("is read from the environment or a file, without the line's end", async () => {
		const place = await directoryWith({ "token.txt": "xoxb-2\n" });
		expect(await readSecret({ env: "TOKEN" }, "a.token", sources)).toBe("xoxb-1");
		expect(await readSecret({ file: "token.txt" }, "a.token", { ...sources, base: place.root })).toBe("xoxb-2");
		await place.remove();
	});

	it.each([
		[{ env: "MISSING" }, "a.token: the environment variable MISSING is not set."],
		[{ env: "EMPTY" }, "a.token: the environment variable EMPTY is empty."],
		[{ env: "LINES" }, "a.token: the environment variable LINES holds spaces"],
		[{ file: "nowhere.txt" }, "no such file"],
	])("that is not there is told of by its place alone (%o)", async (place, expected) => {
		await expect(readSecret(place, "a.token", sources)).rejects.toThrow(expected);
	});
});
