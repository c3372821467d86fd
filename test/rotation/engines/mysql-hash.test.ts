import { createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ed25519PublicKey, ed25519Signature } from "../../../shared/rotation/engines/ed25519.ts";
import { hashFor, opensHash, takesHash } from "../../../shared/rotation/engines/mysql-hash.ts";
import { sha256Crypt } from "../../../shared/rotation/engines/sha256-crypt.ts";

describe("crypt's SHA-256", () => {
	it.each([
		// What OpenSSL makes of them (openssl passwd -5); its salts end at sixteen characters.
		["Hello world!", "saltstring", 5000, "5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5"],
		["Hello world!", "saltstringsaltst", 10000, "3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA"],
		["This is just a test", "toolongsaltstrin", 5000, "Un/5jzAHMgOGZ5.mWJpuVolil07guHPvOW8mGRcvxa5"],
		[
			"a very much longer text to encrypt.  This one even stretches over morethan one line.",
			"anotherlongsalts",
			1400,
			"Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1",
		],
		["we have a short salt string but not a short password", "short", 77777, "JiO1O3ZpDAxGJeaDIuqCoEFysAe1mZNJRs3pw0KQRd/"],
		["a short string", "asaltof16chars..", 123456, "gP3VQ/6X7UUEW3HkBn2w1/Ptq2jxPyzV/cZKmF/wJvD"],
	])("of %s", (password, salt, rounds, digest) => {
		expect(sha256Crypt(Buffer.from(password), Buffer.from(salt), rounds)).toBe(digest);
	});
});

describe("keys of passwords", () => {
	// RFC 8032's seeds have 32 bytes; passwords have any length.
	const seed = "0123456789abcdef0123456789ABCDEF";
	const spki = (key: Buffer) =>
		createPublicKey({ key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]), format: "der", type: "spki" });

	it("make signatures that others verify, and only for the message and password that they are of", () => {
		for (const password of [seed, "x", "", "p".repeat(200)]) {
			const message = Buffer.from(`nonce of ${password}`);
			const signature = ed25519Signature(password, message);
			expect(signature).toHaveLength(64);
			expect(verify(null, message, spki(ed25519PublicKey(password)), signature)).toBe(true);
			expect(verify(null, Buffer.from("other"), spki(ed25519PublicKey(password)), signature)).toBe(false);
			expect(verify(null, message, spki(ed25519PublicKey(`${password}y`)), signature)).toBe(false);
		}
	});

	it("are those of MariaDB", () => {
		expect(hashFor("ed25519", "pw1")).toBe("9IaQu55QANbcP3OBku7SlJub/VL12GY9ElYo6ITP9WY");
	});
});

describe("what a server keeps", () => {
	it("is MySQL's first hash of a password", () => {
		expect(hashFor("mysql_native_password", "password")).toBe("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19");
	});

	it("has another salt of twenty characters each time in caching_sha2_password", () => {
		const [one, two] = [hashFor("caching_sha2_password", "x"), hashFor("caching_sha2_password", "x")];
		expect(one).not.toBe(two);
		expect(one).toMatch(/^\$A\$005\$[0-9A-Za-z]{20}[./0-9A-Za-z]{43}$/);
	});

	it("belongs to one password, whatever the number of rounds", () => {
		for (const plugin of ["mysql_native_password", "ed25519", "caching_sha2_password"]) {
			const stored = hashFor(plugin, "one");
			expect(opensHash(plugin, stored, "one"), plugin).toBe(true);
			expect(opensHash(plugin, stored, "two"), plugin).toBe(false);
			expect(opensHash(plugin, "", "one"), plugin).toBe(false);
		}
		const salt = "abcdefghij0123456789";
		expect(opensHash("caching_sha2_password", `$A$00A$${salt}${sha256Crypt(Buffer.from("x"), Buffer.from(salt), 10_000)}`, "x")).toBe(true);
		expect(opensHash("caching_sha2_password", `$A$005$${salt}${sha256Crypt(Buffer.from("x"), Buffer.from(salt), 10_000)}`, "x")).toBe(
			false,
		);
	});

	it.each(["sha256_password", "unix_socket", "pam", "constructor", ""])("is not known for %j", (plugin) => {
		expect(takesHash(plugin)).toBe(false);
		expect(() => hashFor(plugin, "x")).toThrow(RangeError);
		expect(opensHash(plugin, "x", "x")).toBe(false);
	});

	it.each(["", "пароль", "caf\u00e9", "tab\t", "line\n", "\u0000", "\u007f", "x".repeat(256)])("is refused for %j", (password) => {
		expect(() => hashFor("mysql_native_password", password)).toThrow(RangeError);
	});

	it("is made of up to 255 characters", () => {
		expect(hashFor("mysql_native_password", "x".repeat(255))).toMatch(/^\*/);
	});
});
