import { describe, expect, it } from "vitest";
import { scramVerifier } from "../../shared/rotation/engines/scram.ts";

describe("the verifier of a password", () => {
	it("is that of the example of RFC 7677, in PostgreSQL's format", () => {
		// The keys are those that the example's proof and server signature verify with.
		expect(scramVerifier("pencil", Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64"))).toBe(
			"SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
		);
	});

	it("has another salt each time, of sixteen bytes", () => {
		const [one, two] = [scramVerifier("pencil"), scramVerifier("pencil")];
		expect(one).not.toBe(two);
		expect(Buffer.from(/4096:([^$]+)\$/.exec(one)?.[1] ?? "", "base64")).toHaveLength(16);
	});

	it.each(["", "пароль", "caf\u00e9", "a\u00a0b", "tab\t", "line\n", "\u0000", "\u007f"])(
		"is refused for %j, which clients would not agree on",
		(password) => {
			expect(() => scramVerifier(password)).toThrow(RangeError);
		},
	);

	it("is made for every printable character of ASCII", () => {
		const all = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join("");
		expect(scramVerifier(all)).toMatch(/^SCRAM-SHA-256\$4096:[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$/);
	});
});
