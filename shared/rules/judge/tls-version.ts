const versions: readonly string[] = ["tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3"];

/** Is the protocol version (`TLSv1.2`, in any case) known and at least `minimum`? */
export const isTlsAtLeast = (version: string, minimum: string): boolean =>
	versions.slice(versions.indexOf(minimum.toLowerCase())).includes(version.toLowerCase());
