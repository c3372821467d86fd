import { resolveCname } from "node:dns/promises";

/** What a host is an alias of, by DNS; undefined when it is none. Rejects when nobody could be asked: that says nothing about the host. */
export async function aliasOf(host: string): Promise<string | undefined> {
	try {
		return (await resolveCname(host))[0];
	} catch (error) {
		const code = String((error as NodeJS.ErrnoException).code);
		if (/^(ENODATA|ENOTFOUND|EBADNAME|ENONAME)$/.test(code)) return undefined;
		throw new Error(`DNS could not be asked about ${host} (${code}).`);
	}
}
