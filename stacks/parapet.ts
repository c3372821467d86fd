/** The whole application: every stack, wired together; what it returns are the outputs of the deploy. */
export function parapet(): Record<string, $util.Output<string>> {
	const snapshots = new sst.aws.Bucket("Snapshots", { versioning: true, enforceHttps: true });
	return { snapshots: snapshots.name };
}
