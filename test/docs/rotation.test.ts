import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { rotate } from "../../shared/cli/commands/rotate.ts";
import { grants } from "../../shared/runtime/app/rotate-secret.permissions.ts";
import { namesOf } from "../../stacks/names.ts";
import { policyOf, type Subjects, secretKeyStatement, statementsOf } from "../../stacks/policies.ts";

const page = await readFile("docs/rotation.md", "utf8");
const blocks = (language: string) =>
	[...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text = ""]) => text);

describe("docs/rotation.md", () => {
	it("shows the policy that the function has", () => {
		const subjects: Subjects = {
			names: namesOf({ partition: "aws", account: "111122223333", region: "eu-west-1", stage: "prod" }),
			key: "arn:aws:kms:eu-west-1:111122223333:key/1",
			features: new Set(),
			memberRoles: [],
			repairRoles: [],
			alertSecrets: [],
			slackSecrets: [],
			databaseSecrets: [],
			clusters: [],
			databaseUsers: [],
			alertTopics: [],
			rotation: { tag: { key: "parapet:rotate", value: "true" }, superusers: [] },
		};
		const policy = policyOf([...statementsOf(grants, subjects), ...secretKeyStatement(grants, subjects)]);
		expect(blocks("json").map((text) => JSON.parse(text) as unknown)).toContainEqual(JSON.parse(JSON.stringify(policy)));
	});

	it("uses commands and options that there are", () => {
		const lines = [...page.matchAll(/parapet rotate (\w+)([^\n`|]*)/g)];
		expect(lines.length).toBeGreaterThan(4);
		for (const [line, action = "", rest = ""] of lines) {
			expect(
				rotate.usage.some((usage) => usage.startsWith(`rotate ${action} `)),
				line,
			).toBe(true);
			for (const [, option = ""] of rest.matchAll(/--([a-z-]+)/g)) expect(Object.keys(rotate.options), line).toContain(option);
		}
	});
});
