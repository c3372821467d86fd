import { isSince } from "./engine.ts";
import { only } from "./requirement.ts";

/** Oracle's traditional auditing writes somewhere. From 23 on there is only unified auditing, which needs no parameter. */
export const oracleAuditTrail = only(["oracle"], (engine) =>
	isSince(engine, 23)
		? "Oracle has only unified auditing from 23 on"
		: [
				{
					parameter: "audit_trail",
					wanted: "be DB, OS or XML rather than NONE",
					accepts: (value) => /^(os|db|xml|true)(\b|_)/i.test(value.trim()),
				},
			],
);
