import { need } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { dateOf, daysUntil, expirySeverity } from "./judge/dates.ts";
import { isCustom } from "./judge/engines.ts";

export const rdsInstanceCertificateAuthorityValid = defineRule({
	id: "rds-instance-certificate-authority-valid",
	title: "Certificate authority of the RDS DB instance is valid for long enough",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "No certificate outlives its authority: when that expires, every client that verifies certificates loses the database at the same moment.",
	recommendation:
		"Install the current certificate bundle in all clients and move the instance to one of the newer authorities (rds-ca-rsa2048-g1 or later).",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html"],
	related: { prowler: ["rds_instance_certificate_expiration"] },
	parameters: {
		urgentDays: integer(30, "Days of validity below which the rule fails with high severity.", { minimum: 1, maximum: 3650 }),
		warningDays: integer(180, "Days of validity below which it fails with medium severity.", { minimum: 1, maximum: 3650 }),
	},
	evaluate(db, { now, parameters }) {
		if (isCustom(db.engine)) return notApplicable(`${db.name} is RDS Custom (${db.engine}), whose certificate the customer manages.`);
		const { identifier, validTill, customerOverrideValidTill } = need(db.authority);
		const evidence = { identifier, validTill, customerOverrideValidTill, daysLeft: daysUntil(validTill, now) };
		const severity = expirySeverity(validTill, now, parameters);
		if (severity === "critical")
			return fail(`${identifier}, which signed for ${db.name}, expired on ${dateOf(validTill)}.`, evidence, severity);
		if (severity)
			return fail(
				`${identifier}, which signed for ${db.name}, expires on ${dateOf(validTill)}, in ${evidence.daysLeft} days.`,
				evidence,
				severity,
			);
		// The end of an override does not end the certificate: it changes the authority that new certificates come from.
		if (customerOverrideValidTill !== undefined && expirySeverity(customerOverrideValidTill, now, parameters))
			return fail(
				`${identifier} stays valid for ${db.name}, but the account's override of the default authority ends on ${dateOf(customerOverrideValidTill)}.`,
				evidence,
				"low",
			);
		return pass(`${identifier}, which signed for ${db.name}, is valid until ${dateOf(validTill)}.`, evidence);
	},
});
