import { createHash } from "node:crypto";

const digits = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const sha256 = (...parts: readonly Buffer[]): Buffer => {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return hash.digest();
};

/** As many bytes of the block as wanted, repeated. */
const repeated = (block: Buffer, length: number): Buffer => Buffer.alloc(length, block);

/**
 * The digest of crypt(3)'s `$5$` for a password and a salt, in its own alphabet: 43 characters. MySQL keeps it with salts of twenty characters, which crypt(3)
 * itself would cut. Source: Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512".
 */
export function sha256Crypt(password: Buffer, salt: Buffer, rounds: number): string {
	const { length } = password;
	const b = sha256(password, salt, password);
	const bits: Buffer[] = [];
	for (let rest = length; rest > 0; rest >>= 1) bits.push((rest & 1) === 1 ? b : password);
	let digest = sha256(password, salt, repeated(b, length), ...bits);
	const p = repeated(sha256(...Array.from({ length }, () => password)), length);
	const s = repeated(sha256(...Array.from({ length: 16 + (digest[0] ?? 0) }, () => salt)), salt.length);
	for (let round = 0; round < rounds; round++) {
		const odd = round % 2 === 1;
		digest = sha256(odd ? p : digest, round % 3 === 0 ? empty : s, round % 7 === 0 ? empty : p, odd ? digest : p);
	}
	return encoded(digest);
}

const empty = Buffer.alloc(0);

/** Three bytes at a time, in an order of crypt's own, as four digits of six bits, the lowest first. */
function encoded(digest: Buffer): string {
	const byte = (index: number): number => digest[index] ?? 0;
	let text = "";
	const put = (value: number, count: number) => {
		for (let rest = value, digit = 0; digit < count; digit++, rest >>= 6) text += digits[rest & 63];
	};
	let [a, b, c] = [0, 10, 20];
	for (let group = 0; group < 10; group++) {
		put((byte(a) << 16) | (byte(b) << 8) | byte(c), 4);
		[a, b, c] = [c + 1, a + 1, b + 1];
	}
	put((byte(31) << 8) | byte(30), 3);
	return text;
}
