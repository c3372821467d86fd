import { describe, expect, it } from "vitest";
import { bindToReading } from "../../shared/connect/mysql.ts";

/** A session that refuses the statements that match, and what it heard. */
function sessionRefusing(refused: RegExp) {
	const heard: string[] = [];
	return {
		heard,
		async query(sql: string) {
			heard.push(sql);
			if (refused.test(sql)) throw Object.assign(new Error("Access denied for hunter2"), { code: "ER_SPECIFIC_ACCESS_DENIED_ERROR" });
		},
	};
}

describe("a session of MySQL", () => {
	it("is bound to reading, whatever becomes of the time limits, which differ between MySQL and MariaDB", async () => {
		const session = sessionRefusing(/max_(execution|statement)_time/);
		expect(await bindToReading(session, 1500)).toBeUndefined();
		expect(session.heard).toEqual([
			"SET SESSION max_execution_time = 1500",
			"SET SESSION max_statement_time = 2",
			"SET SESSION TRANSACTION READ ONLY",
		]);
	});

	it("is refused with the cause, without a secret, when it cannot be bound to reading", async () => {
		expect(await bindToReading(sessionRefusing(/READ ONLY/), 1000, ["hunter2"])).toEqual({
			service: "mysql",
			operation: "SET SESSION TRANSACTION READ ONLY",
			cause: "denied",
			message: "Access denied for [secret]",
		});
	});

	it("is refused when the server says nothing", async () => {
		expect(await bindToReading({ query: () => new Promise(() => {}) }, 5)).toMatchObject({ cause: "timeout" });
	});
});
