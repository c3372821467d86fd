import { type Certificate, type DBEngineVersion, DescribeCertificatesCommand, DescribeDBEngineVersionsCommand } from "@aws-sdk/client-rds";
import { incomplete } from "../../aws/caller.ts";
import { defineAction } from "../action.ts";
import { busy, compliant, refused } from "../decisions.ts";
import { planOf } from "./change.ts";
import { notReported } from "./decide.ts";
import { changeable, type InstanceState, instanceHints, instanceTriggers, modifyInstance, readInstance } from "./instance.ts";
import { pendingNames } from "./pending.ts";

interface State extends InstanceState {
	readonly authorities: readonly Certificate[];
	/** CertificateIdentifier of the authority that new instances get. */
	readonly preferred: string | undefined;
	/** What RDS says of the very version that runs. */
	readonly release: DBEngineVersion;
}

const takers = { auroraMembers: true, replicas: true };

/** AWS puts the change off to the window unless the call says ApplyImmediately. */
export const rdsInstanceCertificateAuthority = defineAction<State>({
	id: "rds-instance-certificate-authority",
	title: "Renew the server certificate of an instance by a newer authority",
	family: "rds",
	kinds: ["rds.DbInstance"],
	rules: ["rds-instance-certificate-authority-valid"],
	controls: [],
	level: "window",
	reads: ["rds:DescribeDBInstances", "rds:DescribeCertificates", "rds:DescribeDBEngineVersions"],
	writes: ["rds:ModifyDBInstance"],
	triggers: instanceTriggers,
	guards: [
		"Only to the authority that new instances of the region get, when it is valid for longer and the engine version supports it.",
		"Wants approval where the engine cannot rotate its certificate without a restart.",
		"Refused while other changes wait for the maintenance window.",
	],
	downtime: "none, or a restart where the engine cannot rotate its certificate without one",
	reversible: true,
	async read(target, aws) {
		const instance = await readInstance(target, aws);
		if (!("state" in instance)) return instance;
		const { Engine, EngineVersion } = instance.state.db;
		let preferred: string | undefined;
		const authorities = await aws.list(
			"rds",
			(Marker) => new DescribeCertificatesCommand({ Marker }),
			(page) => {
				preferred ??= page.DefaultCertificateForNewLaunches;
				return page.Certificates ?? [];
			},
			(page) => page.Marker,
		);
		if (authorities.failure) return { unread: authorities.failure };
		const versions = await aws.call("rds", new DescribeDBEngineVersionsCommand({ Engine, EngineVersion, IncludeAll: true }));
		if ("unread" in versions) return versions;
		const release = versions.value.DBEngineVersions?.find((one) => one.EngineVersion === EngineVersion);
		if (!release) return { unread: incomplete("rds", "DescribeDBEngineVersions", `${Engine} ${EngineVersion}`) };
		return { state: { ...instance.state, authorities: authorities.items, preferred, release } };
	},
	waiting: ({ db }) => pendingNames(db.PendingModifiedValues),
	facts: ({ db }) => ({ certificateAuthority: db.CACertificateIdentifier ?? null }),
	plan({ db, authorities, preferred, release }, _settings, target) {
		const { name } = target;
		const now = db.CACertificateIdentifier;
		if (now === undefined) return notReported(name, "CACertificateIdentifier");
		if (preferred === undefined) return notReported(target.region, "DefaultCertificateForNewLaunches");
		if (now === preferred) return compliant(`${name} has a certificate of ${now}, the authority of new instances.`);
		const tillOf = (authority: string) => authorities.find((one) => one.CertificateIdentifier === authority)?.ValidTill;
		const [mine, theirs] = [tillOf(now), tillOf(preferred)];
		if (theirs === undefined) return notReported(preferred, "ValidTill");
		// An authority that RDS lists no longer has expired.
		if (mine && mine >= theirs) return compliant(`${name} has a certificate of ${now}, which is valid for as long as ${preferred}.`);
		const held = changeable(db, takers);
		if (held) return held;
		if (db.PendingModifiedValues?.CACertificateIdentifier === preferred)
			return busy(`The change of ${name} is on its way: it is among its pending changes.`);
		if (!release.SupportedCACertificateIdentifiers)
			return notReported(`${db.Engine} ${db.EngineVersion}`, "SupportedCACertificateIdentifiers");
		if (!release.SupportedCACertificateIdentifiers.includes(preferred))
			return refused("unsupported", `${db.Engine} ${db.EngineVersion} supports no certificates of ${preferred}.`);
		const live = release.SupportsCertificateRotationWithoutRestart;
		if (live === undefined) return notReported(`${db.Engine} ${db.EngineVersion}`, "SupportsCertificateRotationWithoutRestart");
		return planOf(
			{
				set: { CACertificateIdentifier: preferred },
				does: `Have the server certificate issued by ${preferred} instead of ${now}`,
				back: { CACertificateIdentifier: now },
				undoes: `Have the server certificate issued by ${now} again`,
				desired: { certificateAuthority: preferred },
				immediately: true,
				level: live ? "window" : "approve",
				downtime: live ? "none" : "a restart of the instance",
				risk: live ? "medium" : "high",
				notes: [
					`Clients that verify the server must trust ${preferred} first: those that do not can no longer connect.`,
					live ? "The engine takes the new certificate without a restart." : "The engine takes the new certificate only with a restart.",
				],
				hints: instanceHints(
					db,
					`ca_cert_identifier = "${preferred}"`,
					`CACertificateIdentifier: ${preferred}`,
					`caCertIdentifier: "${preferred}"`,
				),
			},
			{
				name,
				level: "window",
				downtime: "none",
				facts: { certificateAuthority: now },
				pending: db.PendingModifiedValues,
				call: (parameters, does) => modifyInstance(target, parameters, does),
			},
		);
	},
});
