/** Paths of a node that hold its configuration, other pods' data or the ways into it. */
const sensitive = [
	"/bin",
	"/boot",
	"/dev",
	"/etc",
	"/home",
	"/lib",
	"/proc",
	"/root",
	"/run",
	"/sbin",
	"/sys",
	"/usr",
	"/var/lib/containerd",
	"/var/lib/docker",
	"/var/lib/kubelet",
	"/var/run",
];

const plain = (path: string): string => path.replace(/\/+/g, "/").replace(/(.)\/$/, "$1");
const within = (path: string, folder: string): boolean => path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);

/** Is the path, or something below it, one that gives the node away? */
export function isSensitive(hostPath: string): boolean {
	const path = plain(hostPath);
	return sensitive.some((folder) => within(path, folder) || within(folder, path));
}

const sockets = [
	"/run/containerd/containerd.sock",
	"/run/crio/crio.sock",
	"/run/docker.sock",
	"/run/cri-dockerd.sock",
	"/run/dockershim.sock",
];

/** Does the path hold the socket of a container runtime? /var/run is /run on Linux. */
export function holdsRuntimeSocket(hostPath: string): boolean {
	const path = plain(hostPath).replace(/^\/var\/run(?=\/|$)/, "/run");
	return path === "/var" || sockets.some((socket) => within(socket, path));
}
