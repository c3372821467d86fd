import { isIP } from "node:net";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import type { Target } from "./target.ts";

/** TLS options for a target; undefined for plaintext. `authorities` are PEM texts that replace the runtime's own. */
export function tlsOptions({ host, tlsMode }: Target, authorities: readonly string[] | undefined) {
	if (tlsMode === "disable") return undefined;
	const verify = tlsMode !== "require";
	return {
		minVersion: "TLSv1.2" as const,
		rejectUnauthorized: verify,
		...(isIP(host) === 0 ? { servername: host } : {}),
		...(verify && authorities ? { ca: [...authorities] } : {}),
		// The drivers differ in what they hand on as the name, so that the target's own is checked.
		checkServerIdentity: (_: string, certificate: PeerCertificate) =>
			tlsMode === "verify-full" ? checkServerIdentity(host, certificate) : undefined,
	};
}
