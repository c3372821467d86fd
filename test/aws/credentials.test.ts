import { describe, expect, it } from "vitest";
import type { AwsCredentials } from "../../shared/aws/clients.ts";
import { assumedRole, CredentialsUnavailable, credentialFailure, remember } from "../../shared/aws/credentials.ts";
import { fails, fakeCaller } from "../support/aws/fake-caller.ts";

const roleArn = "arn:aws:iam::222222222222:role/Reader";

describe("Remembered credentials", () => {
	const expiring = (expiration?: number): AwsCredentials => ({
		accessKeyId: "a",
		secretAccessKey: "s",
		...(expiration === undefined ? {} : { expiration: new Date(expiration) }),
	});

	it("are resolved once while they last, however many ask at a time", async () => {
		let resolved = 0;
		let now = 0;
		const provider = remember(
			async () => {
				resolved++;
				return expiring(3_600_000);
			},
			() => now,
		);
		await Promise.all([provider(), provider(), provider()]);
		now = 3_299_999;
		await provider();
		expect(resolved).toBe(1);
		now = 3_300_000;
		await provider();
		expect(resolved).toBe(2);
	});

	it("that do not expire are resolved once for all", async () => {
		let resolved = 0;
		const provider = remember(
			async () => {
				resolved++;
				return expiring();
			},
			() => Number.MAX_SAFE_INTEGER,
		);
		await provider();
		await provider();
		expect(resolved).toBe(1);
	});

	it("are asked for again after a failure", async () => {
		let asked = 0;
		const provider = remember(async () => {
			if (++asked === 1) throw new Error("not yet");
			return expiring();
		});
		await expect(provider()).rejects.toThrow("not yet");
		await expect(provider()).resolves.toMatchObject({ accessKeyId: "a" });
	});
});

describe("A role", () => {
	const keys = { AccessKeyId: "AKID", SecretAccessKey: "secret", SessionToken: "token", Expiration: new Date(Date.now() + 3_600_000) };

	it("is assumed with its ExternalId and session name, once", async () => {
		const sts = fakeCaller({ "sts:AssumeRole": { Credentials: keys } });
		const provider = assumedRole(sts, { roleArn, externalId: "7f3c", sessionName: "parapet" });
		expect(await provider()).toEqual({
			accessKeyId: "AKID",
			secretAccessKey: "secret",
			sessionToken: "token",
			expiration: keys.Expiration,
		});
		await provider();
		expect(sts.calls.map(({ input }) => input)).toEqual([{ RoleArn: roleArn, ExternalId: "7f3c", RoleSessionName: "parapet" }]);
	});

	it("that refuses is named in the reason", async () => {
		const sts = fakeCaller({ "sts:AssumeRole": fails("denied", "not authorized") });
		const error = await assumedRole(sts, { roleArn, sessionName: "parapet" })().catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(CredentialsUnavailable);
		expect(credentialFailure(error)).toEqual({
			service: "sts",
			operation: "AssumeRole",
			cause: "denied",
			message: `${roleArn} could not be assumed: not authorized`,
		});
	});

	it.each(["AccessKeyId", "SecretAccessKey", "SessionToken"])("without %s in the answer is malformed", async (missing) => {
		const sts = fakeCaller({ "sts:AssumeRole": { Credentials: { ...keys, [missing]: undefined } } });
		const error = await assumedRole(sts, { roleArn, sessionName: "parapet" })().catch((reason: unknown) => reason);
		expect(credentialFailure(error)).toMatchObject({ cause: "malformed" });
	});

	it("can fail for reasons that are not AWS's", () => {
		expect(credentialFailure(new Error("no profile"))).toEqual({
			service: "sts",
			operation: "GetCredentials",
			cause: "other",
			message: "no profile",
		});
	});
});
