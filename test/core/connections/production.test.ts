import { describe, expect, it } from "vitest";
import { productionOf } from "../../../shared/core/connections/production.ts";

describe("is it production?", () => {
	it.each([
		[{ tags: { environment: "production" } }, true],
		[{ tags: { Env: "PROD" } }, true],
		[{ tags: { "app.kubernetes.io/environment": "live" } }, true],
		[{ tags: { "user:Environment": "prod-eu" } }, true],
		[{ tags: { stage: "staging" } }, false],
		[{ tags: { environment: "non-production" } }, false],
		[{ tags: { environment: "pre prod" } }, false],
		[{ tags: { environment: "blue" } }, undefined],
		[{ tags: { environment: "prod", env: "dev" } }, undefined],
		[{ tags: { tier: "production" } }, undefined],
		[{ names: ["orders-prod"] }, true],
		[{ names: ["orders_dev_2"] }, false],
		[{ names: ["prod1.db.example.com"] }, true],
		[{ names: ["products", "livestream", "contest", "device"] }, undefined],
		[{ names: ["prod-test"] }, undefined],
		[{ names: [undefined, "orders", "uat"] }, false],
		[{}, undefined],
	])("%j: %s", (hints, expected) => {
		expect(productionOf(hints)).toBe(expected);
	});

	it("believes tags before names, and the first source that says something", () => {
		expect(productionOf({ names: ["prod"] }, { tags: { env: "dev" } })).toBe(false);
		expect(productionOf({ tags: { env: "prod" } }, { tags: { env: "dev" } })).toBe(true);
		expect(productionOf({ names: ["orders"] }, { names: ["prod"] })).toBe(true);
	});
});
