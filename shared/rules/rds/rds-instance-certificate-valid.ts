import { reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { dateOf, daysUntil, expirySeverity } from "./judge/dates.ts";
import { isCustom } from "./judge/engines.ts";

export const rdsInstanceCertificateValid = defineRule({
	id: "rds-instance-certificate-valid",
	title: "Server certificate of the RDS DB instance is valid for long enough",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "Once the server certificate has expired, clients that verify it cannot connect, and those that do not verify it stay open to interception.",
	recommendation:
		"Install the current certificate bundle in all clients, then rotate the certificate of the instance, choosing a certificate authority that rotates automatically.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html"],
	related: { prowler: ["rds_instance_certificate_expiration"] },
	parameters: {
		urgentDays: integer(30, "Days of validity below which the rule fails with high severity.", { minimum: 1, maximum: 365 }),
		warningDays: integer(90, "Days of validity below which it fails with medium severity.", { minimum: 1, maximum: 365 }),
	},
	evaluate(db, { now, parameters }) {
		if (isCustom(db.engine)) return notApplicable(`${db.name} is RDS Custom (${db.engine}), whose certificate the customer manages.`);
		// The instance's own certificate: that of its authority outlives it by decades.
		const { authority, validTill: end } = reported(db.certificate, "CertificateDetails");
		const validTill = reported(end, "CertificateDetails.ValidTill");
		const severity = expirySeverity(validTill, now, parameters);
		const daysLeft = daysUntil(validTill, now);
		const evidence = { authority, validTill, daysLeft };
		if (severity === undefined) return pass(`The server certificate of ${db.name} is valid until ${dateOf(validTill)}.`, evidence);
		return severity === "critical"
			? fail(`The server certificate of ${db.name} expired on ${dateOf(validTill)}.`, evidence, severity)
			: fail(`The server certificate of ${db.name} expires on ${dateOf(validTill)}, in ${daysLeft} days.`, evidence, severity);
	},
});
