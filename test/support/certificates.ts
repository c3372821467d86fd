// The library needs it, and before it is loaded.
import "reflect-metadata";
import type { webcrypto } from "node:crypto";
import { chmod, chown, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import {
	BasicConstraintsExtension,
	cryptoProvider,
	KeyUsageFlags,
	KeyUsagesExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	X509CertificateGenerator,
} from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const day = 86_400_000;

/** Files of a certificate authority and of a server's certificate and key. */
export interface CertificateFiles {
	readonly authority: string;
	readonly certificate: string;
	readonly key: string;
}

/** Makes a certificate authority of two days, and a certificate of it for the names (or addresses), in files that `owner` may read and nobody else may read the key. */
export async function certificates(
	directory: string,
	owner: { readonly uid?: number; readonly gid?: number } = {},
	names: readonly string[] = ["localhost"],
): Promise<CertificateFiles> {
	const { subtle } = cryptoProvider.get();
	const keys = () => subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<webcrypto.CryptoKeyPair>;
	const [authorityKeys, serverKeys] = [await keys(), await keys()];
	const dates = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 2 * day) };
	const authority = await X509CertificateGenerator.createSelfSigned({
		serialNumber: "01",
		name: "CN=Parapet test CA",
		signingAlgorithm: algorithm,
		keys: authorityKeys,
		extensions: [new BasicConstraintsExtension(true, 0, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)],
		...dates,
	});
	const server = await X509CertificateGenerator.create({
		serialNumber: "02",
		subject: "CN=localhost",
		issuer: authority.subject,
		signingKey: authorityKeys.privateKey,
		publicKey: serverKeys.publicKey,
		signingAlgorithm: algorithm,
		extensions: [new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) ? "ip" : "dns", value })))],
		...dates,
	});
	const write = async (name: string, text: string, mode: number): Promise<string> => {
		const path = join(directory, name);
		await writeFile(path, text, { mode });
		await chmod(path, mode);
		if (owner.uid !== undefined && owner.gid !== undefined) await chown(path, owner.uid, owner.gid);
		return path;
	};
	const key = PemConverter.encode(await subtle.exportKey("pkcs8", serverKeys.privateKey), "PRIVATE KEY");
	return {
		authority: await write("ca.pem", authority.toString("pem"), 0o644),
		certificate: await write("server.pem", server.toString("pem"), 0o644),
		key: await write("server.key", key, 0o600),
	};
}
