import { describe, expect, it } from "vitest";
import { rotateByFunction } from "../../../shared/runtime/rotation/rotate-now.ts";
import { type Answer, fails, fakeCaller } from "../../support/aws/fake-caller.ts";

const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf";

/** Labels as they are at each look; the last stay. */
async function run(started: Answer, looks: readonly Readonly<Record<string, readonly string[]>>[]) {
	let look = 0;
	let clock = 0;
	const told: string[] = [];
	const result = await rotateByFunction(
		fakeCaller({ "secretsmanager:RotateSecret": started }),
		{
			describe: async () => ({ arn: secret, tags: {}, labels: new Map(Object.entries(looks[Math.min(look++, looks.length - 1)] ?? {})) }),
		},
		secret,
		{
			now: () => clock,
			sleep: async (milliseconds) => {
				clock += milliseconds;
			},
			patience: 10_000,
			progress: (what) => void told.push(what),
		},
	);
	return { ...result, told, clock };
}
const pending = { v0: ["AWSCURRENT"], v1: ["AWSPENDING"] };

describe("a rotation by the function", () => {
	it("is waited for until its version is current", async () => {
		expect(await run({ VersionId: "v1" }, [pending, pending, { v0: ["AWSPREVIOUS"], v1: ["AWSCURRENT"] }])).toMatchObject({
			outcome: "rotated",
			version: "v1",
			clock: 4_000,
		});
	});

	it("that was not finished is taken up again", async () => {
		const again = fails("other", "InvalidRequestException: A previous rotation isn't complete. That rotation will be reattempted.");
		expect(await run(again, [pending, { v1: ["AWSCURRENT"] }])).toMatchObject({ outcome: "rotated", version: "v1" });
		expect((await run(again, [pending, { v1: ["AWSCURRENT"] }])).told[0]).toBe("the rotation to v1 is tried again");
	});

	it("has failed when its version is pending no more and did not become current", async () => {
		expect(await run({ VersionId: "v1" }, [pending, { v0: ["AWSCURRENT"] }])).toMatchObject({ outcome: "failed" });
	});

	it("is unfinished when it takes longer than one waits", async () => {
		expect(await run({ VersionId: "v1" }, [pending])).toMatchObject({
			outcome: "unfinished",
			detail: expect.stringContaining("after 10 seconds"),
		});
	});

	it("that AWS refuses is told with the right that is wanting", async () => {
		await expect(run(fails("denied", "AccessDeniedException: no"), [pending])).rejects.toThrow("Allow secretsmanager:RotateSecret");
		await expect(run(fails("other", "InvalidRequestException: marked for deletion"), [pending])).rejects.toThrow("marked for deletion");
	});
});
