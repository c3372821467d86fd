import { describe, expect, it } from "vitest";
import { holdsRuntimeSocket, isSensitive } from "../../../../shared/rules/kubernetes/judge/host-paths.ts";

describe("a path of the node", () => {
	it.each([
		"/",
		"//",
		"/etc",
		"/etc/",
		"//etc//kubernetes",
		"/etc/kubernetes/pki",
		"/var",
		"/var/lib",
		"/var/lib/kubelet/pods",
		"/var/lib/containerd",
		"/var/lib/docker",
		"/var/run",
		"/proc",
		"/sys/fs/cgroup",
		"/dev/shm",
		"/root/.ssh",
		"/home",
		"/boot",
		"/usr/local/bin",
		"/bin",
		"/sbin",
		"/lib/modules",
		"/run",
	])("%s gives the node away", (path) => {
		expect(isSensitive(path)).toBe(true);
	});

	it.each(["/data", "/etcd", "/mnt/disks/ssd0", "/var/log/pods", "/var/lib/postgresql", "/opt/cache", "/library"])(
		"%s does not",
		(path) => {
			expect(isSensitive(path)).toBe(false);
		},
	);

	it.each([
		"/var/run/docker.sock",
		"/run/docker.sock",
		"/var/run/containerd/containerd.sock",
		"/run/containerd/",
		"/run/crio/crio.sock",
		"/run/cri-dockerd.sock",
		"/var/run/dockershim.sock",
		"/var/run",
		"/run",
		"/var",
		"/",
	])("%s holds the socket of a container runtime", (path) => {
		expect(holdsRuntimeSocket(path)).toBe(true);
	});

	it.each([
		"/run/docker.sock.d",
		"/var/runtime",
		"/run/udev",
		"/var/lib",
		"/data/run",
		"/data/var/run/docker.sock",
		"/var/run/containerd2",
	])("%s holds none", (path) => {
		expect(holdsRuntimeSocket(path)).toBe(false);
	});
});
