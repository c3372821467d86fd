import { ConfigError } from "../../core/errors.ts";
import type { Strategy } from "../../rotation/common.ts";
import type { RotationConfig } from "../deploy-settings.ts";
import type { PasswordPolicy } from "./password.ts";
import { defaultTag } from "./tag.ts";

/** How a deployment rotates: what `deploy.rotation` says, with its defaults. */
export interface RotationSettings {
	/** The tag without which a secret is not touched. */
	readonly tag: { readonly key: string; readonly value: string };
	readonly password?: PasswordPolicy | undefined;
	/** Hosts of servers that RDS does not run. */
	readonly hosts?: readonly string[] | undefined;
}

/** The tag that says how the users of a secret take turns: `single`, which is the default, or `alternating`. */
const usersTag = "parapet:rotate-users";

/** The settings of a configuration, with their defaults. */
export const settingsOf = ({ tag, password, hosts }: RotationConfig = {}): RotationSettings => ({
	tag: tagOf(tag ?? defaultTag),
	...(password === undefined ? {} : { password }),
	...(hosts === undefined ? {} : { hosts }),
});

/** `key=value` as a tag. */
function tagOf(text: string): RotationSettings["tag"] {
	const at = text.indexOf("=");
	if (at < 1 || at === text.length - 1) throw new ConfigError(`${JSON.stringify(text)} is no tag: write key=value.`);
	return { key: text.slice(0, at), value: text.slice(at + 1) };
}

/** How the users of a secret take turns, by its tags; a text says why it is not rotated at all. */
export function strategyOf(
	secret: string,
	tags: Readonly<Record<string, string>>,
	{ tag }: RotationSettings,
): Strategy | { readonly refused: string } {
	if (tags[tag.key] !== tag.value)
		return { refused: `${secret} does not have the tag ${tag.key}=${tag.value}, without which it is not rotated.` };
	const users = tags[usersTag] ?? "single";
	if (users === "single" || users === "alternating") return users;
	return { refused: `${secret} has the tag ${usersTag}=${users}; known are single and alternating.` };
}

/** Settings as the function gets them in its environment; throws a `ConfigError` when they are not those that the stacks write. */
export function readSettings(text: string | undefined): RotationSettings {
	if (text === undefined) throw new ConfigError("PARAPET_ROTATION is not set: the function was not deployed by the stacks.");
	try {
		const settings = JSON.parse(text) as RotationSettings;
		if (typeof settings.tag.key === "string" && typeof settings.tag.value === "string") return settings;
	} catch {
		// Said below.
	}
	throw new ConfigError("PARAPET_ROTATION is not what the stacks write.");
}
