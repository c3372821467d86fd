import type { DbInstance } from "../resources/index.ts";
import type { Membership, OfKind } from "./clusters.ts";
import { given } from "./connections.ts";
import { type Notes, notes } from "./notes.ts";
import type { Certificate } from "./types.ts";

const day = 86_400_000;

/** The TLS certificates of RDS instances and the authorities that signed them; `now` is in milliseconds. Those of other servers are not read. */
export function certificates(of: OfKind, membership: Membership, now: number): Certificate[] {
	const instances = of("rds.DbInstance");
	const validity = (validTill: string | null): Pick<Certificate, "validTill" | "expired" | "daysLeft"> => ({
		validTill,
		expired: validTill === null ? null : Date.parse(validTill) <= now,
		daysLeft: validTill === null ? null : Math.floor((Date.parse(validTill) - now) / day),
	});
	const servers = instances.map(({ arn, name, region, certificate }): Certificate => {
		const note = notes();
		const validTill = note.reported("validTill", certificate?.validTill, "CertificateDetails.ValidTill");
		return {
			type: "server",
			resource: arn,
			name,
			region,
			...given({ authority: certificate?.authority }),
			...validity(validTill),
			...membership.of(arn),
			...dates(note, validTill),
		};
	});
	const signed = Map.groupBy(
		instances.filter(({ certificate }) => certificate !== undefined),
		({ certificate, partition, region }) => `${partition}\n${region}\n${certificate?.authority}`,
	);
	const authorities = [...signed.values()].map((group): Certificate => {
		const [first] = group as [DbInstance, ...DbInstance[]];
		const note = notes();
		const facts = group.find(({ authority }) => "value" in authority)?.authority ?? first.authority;
		const validTill = note.take("validTill", facts)?.validTill ?? null;
		const identifier = first.certificate?.authority ?? "";
		const clusters = new Set(group.flatMap(({ arn }) => membership.of(arn).clusters ?? []));
		return {
			type: "authority",
			resource: identifier,
			name: identifier,
			region: first.region,
			...validity(validTill),
			servers: group.length,
			...(clusters.size > 0 ? { clusters: [...clusters].sort() } : {}),
			...dates(note, validTill),
		};
	});
	return [...servers, ...authorities];
}

/** What follows from an unknown date is unknown for the same reason. */
function dates(note: Notes, validTill: string | null): ReturnType<Notes["end"]> {
	const { reasons } = note.end();
	const reason = reasons?.validTill;
	if (validTill !== null || reason === undefined) return { ...(reasons ? { reasons } : {}) };
	return { reasons: { validTill: reason, expired: reason, daysLeft: reason } };
}
