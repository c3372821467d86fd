import { ConfigError } from "../../core/errors.ts";
import { parseArguments, type Values } from "../arguments.ts";
import type { Command } from "../help.ts";
import type { Terminal } from "../terminal.ts";

const options = {
	stage: { type: "string", value: "NAME", help: "The stage, as in sst deploy --stage NAME. Default: prod." },
	config: {
		type: "string",
		value: "FILE",
		help: "Configuration file. Default: parapet.config.{ts,mjs,json,yaml,yml} of this directory.",
	},
	region: { type: "string", value: "REGION", help: "Where the application is, or is to be. Default: AWS_REGION, or that of the profile." },
	profile: { type: "string", value: "NAME", help: "Profile of the AWS configuration files." },
	before: { type: "boolean", help: "Only what can be known before a deploy." },
	after: { type: "boolean", help: "Only what is deployed." },
	"no-event": { type: "boolean", help: "Send no synthetic event: no target gets a test alert." },
	target: { type: "list", value: "NAME", help: "Targets that the test alert must reach; may be repeated. Default: all of the deployment." },
	timeout: { type: "string", value: "SECONDS", help: "How long the test alert may take. Default: 180." },
	format: {
		type: "string",
		value: "FORMAT",
		help: "check: text (default) or json. member-template: cloudformation (default) or terraform.",
		allowed: ["text", "json", "cloudformation", "terraform"],
	},
	account: { type: "string", value: "ACCOUNT", help: "The application's account, when it cannot be asked for: id of 12 digits." },
} as const;

/** What the options of the command say. */
export type DeployValues = Values<typeof options>;

const groups = { stage: "Options", before: "check", account: "member-template" };

/** `parapet deploy check|member-template`. */
export const deploy: Command = {
	name: "deploy",
	summary: "Check a deployment before and after it, and let it into other accounts",
	usage: [
		"deploy check [--stage NAME] [--region REGION] [--before | --after] [--format json]",
		"deploy member-template [--stage NAME] [--region REGION] [--format terraform]",
	],
	about:
		"check looks at the configuration, credentials, rights, quotas, accounts, secrets and Slack before npx sst deploy. Once the stage is deployed it looks at that too, and sends a synthetic event through the whole path: it must come out at every target as an alert that says it is a test. Where it does not, check says how far it came. member-template prints what an account needs that is to be scanned and to send its events: a CloudFormation template (for a StackSet too) or Terraform. See docs/deploy.md.\n\nExit codes of check: 0 all is well; 3 something fails; 2 nothing fails, but something is not known; 1 it could not run.",
	options,
	groups,
	examples: [
		["before the first deploy", "parapet deploy check --stage prod --region eu-west-1"],
		["does an alert arrive", "parapet deploy check --stage prod --after"],
		["let the application into other accounts", "parapet deploy member-template --stage prod > parapet-member.yaml"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "deploy");
		const [action, surplus] = positionals;
		if (surplus === undefined && action === "check") return check(values, terminal);
		if (surplus === undefined && action === "member-template")
			return (await import("./deploy-member-template.ts")).printMemberTemplate(values, terminal);
		throw new ConfigError("Say what to do: parapet deploy check, or member-template. See: parapet deploy --help");
	},
};

async function check(values: DeployValues, terminal: Terminal): Promise<number> {
	if (values.before && values.after) throw new ConfigError("--before and --after exclude each other; without them both are looked at.");
	if (values.format !== undefined && values.format !== "text" && values.format !== "json")
		throw new ConfigError(`--format ${values.format} is for deploy member-template; check knows text and json.`);
	if (values.account !== undefined) throw new ConfigError("--account is for deploy member-template.");
	if (values.target !== undefined && (values["no-event"] || values.before))
		throw new ConfigError("--target says whom the test alert must reach, and none is sent.");
	return (await import("./deploy-check.ts")).runCheck(values, terminal);
}
