import { describe, expect, it } from "vitest";
import { generatePassword } from "../../../shared/runtime/rotation/password.ts";

const many = (policy?: Parameters<typeof generatePassword>[0]) => Array.from({ length: 400 }, () => generatePassword(policy));

describe("a generated password", () => {
	it("has 32 characters that URLs leave as they are, a letter first, and one of each kind", () => {
		for (const password of many()) {
			expect(password).toMatch(/^[A-Za-z](?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[-_.~])|^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[-_.~])/);
			expect(password).toMatch(/^[A-Za-z][A-Za-z0-9\-_.~]{31}$/);
			expect(encodeURIComponent(password)).toBe(password);
		}
	});

	it("is never the same twice, and uses all characters that it may", () => {
		const passwords = many();
		expect(new Set(passwords).size).toBe(passwords.length);
		expect(new Set(passwords.join("")).size).toBe(66);
	});

	it("is as long, and has the punctuation, that the policy says", () => {
		for (const password of many({ length: 16, punctuation: "!" })) expect(password).toMatch(/^(?=.*!)[A-Za-z][A-Za-z0-9!]{15}$/);
		for (const password of many({ length: 64, punctuation: "" })) expect(password).toMatch(/^[A-Za-z][A-Za-z0-9]{63}$/);
	});
});
