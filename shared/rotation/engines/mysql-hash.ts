import { createHash, randomInt } from "node:crypto";
import { ed25519PublicKey } from "./ed25519.ts";
import { sha256Crypt } from "./sha256-crypt.ts";

const sha1 = (data: string | Buffer): Buffer => createHash("sha1").update(data).digest();
const saltDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const newSalt = (): string => Array.from({ length: 20 }, () => saltDigits[randomInt(saltDigits.length)]).join("");

interface Plugin {
	hash(password: string): string;
	opens(stored: string, password: string): boolean;
}

const fixed = (hash: (password: string) => string): Plugin => ({ hash, opens: (stored, password) => stored === hash(password) });

/** `$A$005$` is 5000 rounds of SHA-256; the number is hexadecimal, of thousands. */
const shaCrypt = (password: string, salt: string, thousands: number): string =>
	`$A$${thousands.toString(16).toUpperCase().padStart(3, "0")}$${salt}${sha256Crypt(Buffer.from(password), Buffer.from(salt), thousands * 1000)}`;

const plugins: Readonly<Record<string, Plugin>> = {
	mysql_native_password: fixed((password) => `*${sha1(sha1(password)).toString("hex").toUpperCase()}`),
	ed25519: fixed((password) => ed25519PublicKey(password).toString("base64").replace(/=+$/, "")),
	caching_sha2_password: {
		hash: (password) => shaCrypt(password, newSalt(), 5),
		opens(stored, password) {
			const [, thousands, salt] = /^\$A\$([0-9A-F]{3})\$(.{20}).{43}$/s.exec(stored) ?? [];
			return thousands !== undefined && salt !== undefined && shaCrypt(password, salt, Number.parseInt(thousands, 16)) === stored;
		},
	},
};

/** Can an account of this plugin be given a password's hash? */
export const takesHash = (plugin: string): boolean => Object.hasOwn(plugins, plugin);

/**
 * What a server keeps of a password, worked out here: the password itself is in no statement, and so in no log of the server. Printable ASCII only: servers and
 * clients do not agree on the bytes of anything else. A `RangeError` for others, and for plugins that keep something else.
 */
export function hashFor(plugin: string, password: string): string {
	if (!/^[ -~]{1,255}$/.test(password))
		throw new RangeError(
			"A password of other characters than printable ASCII, or of more than 255, has no hash that every client agrees on.",
		);
	const found = Object.hasOwn(plugins, plugin) ? plugins[plugin] : undefined;
	if (!found) throw new RangeError(`Accounts of ${plugin} keep no hash that is known here.`);
	return found.hash(password);
}

/** Does what the server keeps belong to the password? False for plugins that are not known. */
export const opensHash = (plugin: string, stored: string, password: string): boolean =>
	(Object.hasOwn(plugins, plugin) && plugins[plugin]?.opens(stored, password)) || false;
