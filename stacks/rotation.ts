import type { Deployment } from "./deployment.ts";
import type { Functions } from "./functions.ts";

/** Lets Secrets Manager call the rotation function, for secrets of this account alone; gives the function's ARN when there is one. */
export function rotation({ names }: Deployment, functions: Functions): $util.Output<string> | undefined {
	const rotate = functions["rotate-secret"];
	if (!rotate) return undefined;
	new aws.lambda.Permission("RotateSecretBySecretsManager", {
		function: rotate.made.name,
		action: "lambda:InvokeFunction",
		principal: "secretsmanager.amazonaws.com",
		sourceAccount: names.place.account,
	});
	return rotate.made.arn;
}
