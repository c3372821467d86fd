import type { KubernetesObject } from "../../kubernetes/port.ts";
import type { RotatedSecret } from "./port.ts";

/** One thing that an ExternalSecret takes from the rotated secret. */
export type Mapped =
	/** A key of the Kubernetes Secret that holds the whole value, or one member of it. */
	| { readonly key: string; readonly property?: string | undefined }
	/** Every member, under its own name. */
	| { readonly every: true };

/** An ExternalSecret that takes from the rotated secret. */
export interface Consumer {
	readonly namespace: string;
	readonly name: string;
	/** Version of the API group. */
	readonly version: string;
	/** The Kubernetes Secret that it writes. */
	readonly target: string;
	readonly mapped: readonly Mapped[];
	/** Values are changed on the way (template, rewrite, decoding), so that only the password can be looked for in them. */
	readonly reshaped: boolean;
	/** Why it never takes the current version by itself. */
	readonly pinned?: string | undefined;
}

/** The members of an ExternalSecret that count here. Source: https://external-secrets.io/latest/api/spec/ */
interface Spec {
	readonly refreshPolicy?: string;
	readonly target?: { readonly name?: string; readonly template?: unknown; readonly creationPolicy?: string };
	readonly data?: readonly { readonly secretKey?: string; readonly remoteRef?: RemoteRef }[];
	readonly dataFrom?: readonly { readonly extract?: RemoteRef; readonly rewrite?: readonly unknown[] }[];
}

interface RemoteRef {
	readonly key?: string;
	readonly property?: string;
	readonly version?: string;
	readonly decodingStrategy?: string;
}

/** What an ExternalSecret takes from the secret; undefined when nothing. */
export function consumerOf(object: KubernetesObject, version: string, secret: RotatedSecret): Consumer | undefined {
	const { data, dataFrom, target, refreshPolicy } = (object.spec ?? {}) as Spec;
	const single = (data ?? []).filter(({ remoteRef }) => isOf(remoteRef, secret));
	const whole = (dataFrom ?? []).filter(({ extract }) => isOf(extract, secret));
	if (single.length + whole.length === 0) return undefined;
	const references = [...single.map(({ remoteRef }) => remoteRef), ...whole.map(({ extract }) => extract)];
	const wanted = references.map((reference) => reference?.version).find((each) => each !== undefined && each !== "AWSCURRENT");
	return {
		namespace: object.metadata.namespace ?? "default",
		name: object.metadata.name,
		version,
		target: target?.name ?? object.metadata.name,
		mapped: [
			...single.map(({ secretKey = "", remoteRef }): Mapped => ({ key: secretKey, property: remoteRef?.property })),
			...whole.map(({ extract }): Mapped => (extract?.property === undefined ? { every: true } : { key: "", property: extract.property })),
		],
		reshaped:
			target?.template !== undefined ||
			whole.some(({ rewrite, extract }) => (rewrite?.length ?? 0) > 0 || extract?.property !== undefined) ||
			references.some((reference) => reference?.decodingStrategy !== undefined && reference.decodingStrategy !== "None"),
		pinned:
			wanted !== undefined
				? `it asks for the version ${wanted}`
				: refreshPolicy === "CreatedOnce"
					? "its refreshPolicy is CreatedOnce"
					: target?.creationPolicy === "None"
						? "its creationPolicy is None"
						: undefined,
	};
}

/** A key may be the name, the ARN, or the ARN without its last six characters; a name may be that of another store, which the comparison tells. */
const isOf = (reference: RemoteRef | undefined, { arn, name }: RotatedSecret): boolean =>
	reference?.key !== undefined && [name, arn, arn.replace(/-[A-Za-z0-9]{6}$/, "")].includes(reference.key);
