/** The rule ids of policies begin with this. */
export const policyPrefix = "policy/";

/** The policy that a rule id of a policy's results belongs to: `policy/acme.tls` of `policy/acme.tls/no-verify`. */
export const policyOfRule = (ruleId: string): string => ruleId.split("/").slice(0, 2).join("/");
