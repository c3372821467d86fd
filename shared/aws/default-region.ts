import { loadSharedConfigFiles } from "@smithy/core/config";

/** The region that the AWS CLI would use: `AWS_REGION`, `AWS_DEFAULT_REGION`, else the profile's in the configuration file; undefined when there is none. */
export async function defaultRegion(
	profile: string | undefined,
	environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
	const named = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
	// A profile that is named on the command line brings its own region, as with the AWS CLI's --profile.
	if (named && profile === undefined) return named;
	const { configFile } = await loadSharedConfigFiles({ ignoreCache: true });
	return configFile[profile ?? environment.AWS_PROFILE ?? "default"]?.region ?? named;
}
