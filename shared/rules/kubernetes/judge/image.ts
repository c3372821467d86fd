/** The parts of an image's name. */
export interface ImageName {
	/** With its registry, as container runtimes complete it: `docker.io/library/postgres`, `quay.io/x/y`. */
	readonly repository: string;
	readonly tag?: string;
	readonly digest?: string;
}

/** Reads `registry/repository:tag@digest`; a colon before the last slash belongs to the registry's port. */
export function imageOf(image: string): ImageName {
	const [name = "", digest] = image.split("@", 2);
	const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
	return {
		repository: complete(colon < 0 ? name : name.slice(0, colon)),
		...(colon < 0 ? {} : { tag: name.slice(colon + 1) }),
		...(digest === undefined ? {} : { digest }),
	};
}

/** The first part is a registry when it has a dot or a port, or is localhost. */
function complete(name: string): string {
	const [first = "", ...rest] = name.split("/");
	if (rest.length === 0) return `docker.io/library/${name}`;
	if (!/[.:]/.test(first) && first !== "localhost") return `docker.io/${name}`;
	const path = rest.join("/");
	if (!/^(registry-1\.|index\.)?docker\.io$/.test(first)) return name;
	return path.includes("/") ? `docker.io/${path}` : `docker.io/library/${path}`;
}

/** Is it Docker's official image of the product, from Docker Hub or its copy at AWS? */
export const isOfficial = (image: string, product: string): boolean =>
	[`docker.io/library/${product}`, `public.ecr.aws/docker/library/${product}`].includes(imageOf(image).repository);

/** The release that a tag begins with (`16` of `16.4-alpine`); undefined for other tags. */
export function majorOf(image: string): number | undefined {
	const digits = /^\d+/.exec(imageOf(image).tag ?? "")?.[0];
	return digits === undefined ? undefined : Number(digits);
}
