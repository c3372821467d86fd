import { randomInt } from "node:crypto";

/** What generated passwords are like. */
export interface PasswordPolicy {
	/** Characters: 16 to 128. Default: 32. */
	readonly length?: number | undefined;
	/** Characters that are neither letters nor digits, of which there is at least one; empty for none. Default: -_.~ */
	readonly punctuation?: string | undefined;
}

/** Characters that URLs leave as they are (RFC 3986, unreserved). Nothing else is safe through every client, shell and connection string. */
export const safePunctuation = "-_.~";

const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const digits = "0123456789";

/** A password: a letter first, at least one character of each kind, drawn evenly by the operating system's generator. */
export function generatePassword({ length = 32, punctuation = safePunctuation }: PasswordPolicy = {}): string {
	const kinds = [lower, upper, digits, punctuation].filter((kind) => kind !== "");
	const all = kinds.join("");
	for (;;) {
		// Drawn again until it fits, so that every password that fits is as likely as any other.
		const password = Array.from({ length }, (_, index) => drawn(index === 0 ? lower + upper : all)).join("");
		if (kinds.every((kind) => [...password].some((character) => kind.includes(character)))) return password;
	}
}

const drawn = (characters: string): string => characters[randomInt(characters.length)] as string;
