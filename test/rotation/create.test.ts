import { expect, it } from "vitest";
import { RotationError } from "../../shared/rotation/errors.ts";
import { runStep } from "../../shared/rotation/machine.ts";
import { performWith } from "../../shared/rotation/perform.ts";
import type { Engine } from "../../shared/rotation/ports.ts";
import { orderArn, secretStore } from "../support/rotation/real.ts";
import { secretModel } from "../support/rotation/secret-model.ts";

it("a pending version that holds the current password is given up: to make it current would be no rotation", async () => {
	const value = JSON.stringify({ engine: "postgres", host: "db", username: "orders", password: "p0" });
	const secret = secretModel(orderArn, value);
	secret.rotate("t1");
	secret.put("t1", value);
	const engine = {} as Engine;
	const perform = performWith(
		{
			secrets: secretStore(secret, {}, () => "p1"),
			directory: { locate: async ({ host, port }) => ({ host, port }), prove: async () => undefined },
			engines: { postgres: engine, mysql: engine, mariadb: engine },
			now: () => 0,
		},
		orderArn,
	);
	const create = (token: string) => runStep({ step: "createSecret", secret: orderArn, token, strategy: "single" }, perform);
	const error = await create("t1").catch((each: unknown) => each);
	expect(error).toBeInstanceOf(RotationError);
	expect(error).toMatchObject({ reason: "refused", message: expect.stringContaining("holds the current password") });
	expect([secret.holder("AWSPENDING"), secret.holder("AWSCURRENT")]).toEqual([undefined, "v0"]);
	expect(secret.rotate("t2")).toBe(true);
	expect(await create("t2")).toMatchObject({ outcome: "done" });
});
