import { createHash } from "node:crypto";

/**
 * Keys that are made of a password of any length, as MariaDB's plugin ed25519 makes them; node:crypto takes seeds of 32 bytes only. What is worked out here is used
 * with a password that the process has in memory anyway. Source: RFC 8032, section 5.1.
 */

const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Extended coordinates: x = X/Z, y = Y/Z, x·y = T/Z. */
type Point = readonly [bigint, bigint, bigint, bigint];

const mod = (value: bigint, by = p): bigint => ((value % by) + by) % by;

function power(base: bigint, exponent: bigint): bigint {
	let result = 1n;
	for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % p)
		if (rest & 1n) result = (result * square) % p;
	return result;
}

const inverse = (value: bigint): bigint => power(value, p - 2n);
const d = mod(-121665n * inverse(121666n));
const baseX = 15112221349535400772501151409588531511454012693041857206046113283949847762202n;
const baseY = mod(4n * inverse(5n));
const base: Point = [baseX, baseY, 1n, mod(baseX * baseY)];

function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
	const a = mod((y1 - x1) * (y2 - x2));
	const b = mod((y1 + x1) * (y2 + x2));
	const c = mod(2n * t1 * t2 * d);
	const e = mod(2n * z1 * z2);
	const [f, g, h, i] = [b - a, e - c, e + c, b + a];
	return [mod(f * g), mod(h * i), mod(g * h), mod(f * i)];
}

function multiplied(scalar: bigint): Buffer {
	let result: Point = [0n, 1n, 1n, 0n];
	for (let point = base, rest = scalar; rest > 0n; rest >>= 1n, point = add(point, point)) if (rest & 1n) result = add(result, point);
	const [x, y, z] = result;
	const scale = inverse(z);
	return bytesOf(mod(y * scale) | ((mod(x * scale) & 1n) << 255n));
}

const numberOf = (bytes: Buffer): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
const bytesOf = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse();
const sha512 = (...parts: readonly Buffer[]): Buffer => createHash("sha512").update(Buffer.concat(parts)).digest();

function keysOf(password: string): { secret: bigint; prefix: Buffer; open: Buffer } {
	const hash = sha512(Buffer.from(password));
	const low = Buffer.from(hash.subarray(0, 32));
	low[0] = (low[0] ?? 0) & 248;
	low[31] = ((low[31] ?? 0) & 63) | 64;
	const secret = numberOf(low);
	return { secret, prefix: hash.subarray(32), open: multiplied(secret) };
}

/** The public key of a password. */
export const ed25519PublicKey = (password: string): Buffer => keysOf(password).open;

/** The signature of a message with the key of a password. */
export function ed25519Signature(password: string, message: Buffer): Buffer {
	const { secret, prefix, open } = keysOf(password);
	const nonce = mod(numberOf(sha512(prefix, message)), order);
	const commitment = multiplied(nonce);
	const challenge = mod(numberOf(sha512(commitment, open, message)), order);
	return Buffer.concat([commitment, bytesOf(mod(nonce + challenge * secret, order))]);
}
