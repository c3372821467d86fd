# METADATA
# title: Database connections use TLS
# description: >-
#   Without TLS everybody on the path reads queries, results and often the password. With TLS whose client does not verify the server,
#   somebody on the path can pose as the server and read the same.
# related_resources:
#   - ref: https://www.postgresql.org/docs/current/libpq-ssl.html
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
# custom:
#   severity: high
#   kinds: [database.Connection]
#   requires: [resource.tls.enabled, resource.client.kind]
#   frameworks:
#     pci-dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#     nist-800-53: ["SC-8", "SC-8(1)"]
#   remediation: >-
#     Set sslmode=verify-full (MySQL: VERIFY_IDENTITY) with the authorities of the server in the client, then let the server refuse
#     plaintext (rds.force_ssl, hostssl lines, require_secure_transport).
package parapet.connection_tls

tls := input.resource.tls

# A socket or the loopback interface: nobody is between the two ends.
remote if input.resource.client.kind != "local"

# Plaintext. Written as "not known to be true", so that a value of another kind does not pass.
deny contains {"msg": msg, "severity": plaintext_severity} if {
	remote
	not tls.enabled == true
	msg := sprintf("%s is not encrypted.", [input.name])
}

default plaintext_severity := "high"

plaintext_severity := "critical" if input.resource.production == true

# Encrypted by a version that is no longer safe.
deny contains {"msg": msg, "severity": "medium"} if {
	remote
	tls.enabled == true
	not tls.version in {"TLSv1.2", "TLSv1.3"}
	msg := sprintf("%s uses %s; TLS 1.2 is the oldest version that is safe.", [input.name, tls.version])
}

# Encrypted now, but the client would accept less, or any server. The mode is there when the client is a pod whose configuration was read;
# where it is not known, nothing is said of it.
deny contains {"msg": msg, "severity": weakness.severity} if {
	remote
	tls.enabled == true
	weakness := mode_weakness(mode)
	msg := sprintf("%s is encrypted, but its client %s (mode %s).", [input.name, weakness.text, tls.clientMode])
}

# MySQL writes VERIFY_CA where PostgreSQL writes verify-ca.
mode := replace(lower(tls.clientMode), "_", "-")

verifying := {"verify-full", "verify-identity"}

encrypting := {"require", "required", "true"}

mode_weakness("verify-ca") := {"severity": "informational", "text": "does not check the name in the certificate"}

mode_weakness(name) := {"severity": "low", "text": "accepts the certificate of any server"} if name in encrypting

# disable, allow, prefer, unset and whatever else somebody wrote: absence of a demand is not compliance.
mode_weakness(name) := {"severity": "medium", "text": "does not insist on TLS and accepts any server"} if {
	not name in verifying
	not name in encrypting
	name != "verify-ca"
}
