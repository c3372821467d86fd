/** The bundle of the policies that come with Parapet, from `rego/` by `npm run policies`. It is text, so that it survives every kind of bundling. */
export async function shippedBundle(): Promise<Uint8Array> {
	const { bundle } = await import("./shipped-bundle.ts");
	return Buffer.from(bundle, "base64");
}
