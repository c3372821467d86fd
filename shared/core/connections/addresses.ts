import { formatAddress, parseCidr } from "../cidr.ts";

/** An address in the form in which all sources are compared: without zone, IPv4 out of its IPv6 mapping, IPv6 as RFC 5952 has it; undefined when it is none. */
export function normalAddress(text: string): string | undefined {
	const bare = text
		.trim()
		.replace(/%.*$/, "")
		.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
	const parsed = bitsOf(bare);
	return parsed && formatAddress(parsed.value, parsed.bits);
}

/** The bits of an IPv4 or IPv6 address; undefined for anything else. */
export function bitsOf(address: string): { readonly bits: 32 | 128; readonly value: bigint } | undefined {
	const bits = address.includes(":") ? 128 : 32;
	try {
		return { bits, value: parseCidr(`${address}/${bits}`).first };
	} catch {
		return undefined;
	}
}

/** What a server calls its client by: an address, or a name that holds one (`ip-10-0-3-7.eu-west-1.compute.internal` in a VPC). */
export function addressOfHost(host: string): string | undefined {
	const inName = /^ip-(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})\.(?:ec2|[a-z0-9-]+\.compute)\.internal$/i.exec(host);
	return normalAddress(inName ? inName.slice(1).join(".") : host);
}

/** Does the address never leave its host? */
export const isLoopback = (address: string): boolean => address === "::1" || address.startsWith("127.");

/** The loopback address from which the sidecar of a service mesh (Istio's Envoy) hands on what came over the network. */
export const meshAddress = "127.0.0.6";

/** The addresses of an IPv4 prefix that is delegated to an interface, at most 256. */
export function addressesOf(prefix: string): string[] {
	try {
		const { bits, first, last } = parseCidr(prefix);
		if (last - first > 255n) return [];
		return Array.from({ length: Number(last - first) + 1 }, (_, index) => formatAddress(first + BigInt(index), bits));
	} catch {
		return [];
	}
}
