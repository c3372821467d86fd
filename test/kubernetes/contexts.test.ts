import { delimiter } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../shared/core/errors.ts";
import { chooseContexts } from "../../shared/kubernetes/contexts.ts";
import { readKubeconfig } from "../../shared/kubernetes/kubeconfig.ts";
import { directoryWith } from "../support/terminal.ts";

const arn = "arn:aws-cn:eks:cn-north-1:111122223333:cluster/prod";

const first = `
apiVersion: v1
kind: Config
current-context: a
clusters:
- name: one
  cluster: { server: "https://one.example.com/", certificate-authority: ca.crt }
- name: ${arn}
  cluster: { server: "https://ABC.gr7.cn-north-1.eks.amazonaws.com.cn" }
users:
- name: u
  user: { client-certificate: me.crt, client-key: /keys/me.key }
contexts:
- { name: a, context: { cluster: one, user: u, namespace: x } }
- { name: eks, context: { cluster: "${arn}", user: u } }
- { name: twin, context: { cluster: one, user: u } }
- { name: lost-cluster, context: { cluster: nowhere, user: u } }
- { name: lost-user, context: { cluster: one, user: nobody } }
- { name: anonymous, context: { cluster: one } }
`;
const second = `
current-context: b
clusters:
- name: one
  cluster: { server: "https://other.example.com" }
- name: two
  cluster: { server: "https://two.example.com" }
users:
- name: u
  user: { token: second-token }
- name: v
  user: { tokenFile: token }
contexts:
- { name: a, context: { cluster: two, user: v } }
- { name: b, context: { cluster: two, user: v } }
`;

describe("reading a kubeconfig", () => {
	let place: Awaited<ReturnType<typeof directoryWith>>;
	beforeAll(async () => {
		place = await directoryWith({
			first,
			second,
			empty: "",
			"no-current": "contexts:\n- { name: only, context: { cluster: c } }\n",
			"bad.yaml": "users:\n- name: u\n  user: { token: canary-in-a-broken-line\n",
			"bad-shape": "users:\n- name: u\n  user: { token: { canary: canary-value } }\nclusters: 7\n",
		});
	});
	afterAll(() => place.remove());
	const read = (file: string, ...contexts: string[]) => readKubeconfig({ file: place.path(file), contexts, environment: {} });
	const refusal = async (work: Promise<unknown>) => {
		const error = await work.catch((reason: unknown) => reason);
		if (!(error instanceof ConfigError)) throw new Error(`no ConfigError: ${String(error)}`);
		return [error.message, ...error.problems].join("\n");
	};

	it("takes the current context when none is named, with paths from the file's folder", async () => {
		expect(await read("first")).toMatchObject([
			{
				context: "a",
				clusterName: "one",
				cluster: { "certificate-authority": place.path("ca.crt") },
				user: { "client-certificate": place.path("me.crt"), "client-key": "/keys/me.key" },
			},
		]);
	});

	it("takes the contexts that are named, each once, in their order", async () => {
		expect((await read("first", "eks", "a", "eks")).map(({ context }) => context)).toEqual(["eks", "a"]);
	});

	it("takes a context without a user as anonymous", async () => {
		expect(await read("first", "anonymous")).toMatchObject([{ user: {} }]);
	});

	it("puts the files of KUBECONFIG together as kubectl does: the first that says something counts, and some may be missing", async () => {
		const KUBECONFIG = ["", place.path("missing"), place.path("first"), place.path("second"), place.path("first")].join(delimiter);
		const contexts = await readKubeconfig({ contexts: ["a", "b"], environment: { KUBECONFIG } });
		expect(contexts).toMatchObject([
			{ context: "a", clusterName: "one", cluster: { server: "https://one.example.com/" }, user: { "client-key": "/keys/me.key" } },
			{ context: "b", clusterName: "two", user: { tokenFile: place.path("token") } },
		]);
		expect(await readKubeconfig({ contexts: [], environment: { KUBECONFIG } })).toMatchObject([{ context: "a" }]);
	});

	it("looks in the home directory last", async () => {
		const home = await directoryWith();
		const message = await refusal(readKubeconfig({ contexts: [], environment: { HOME: home.root } }));
		expect(message).toContain(home.path(".kube/config"));
		expect(message).toContain("--kubeconfig FILE");
		await home.remove();
	});

	it.each([
		["a file that is not there", "missing", [], "no such file"],
		["a directory", ".", [], "it is a directory"],
		["an empty file", "empty", [], "names no current context"],
		["no current context", "no-current", [], "It has: only"],
		["an unknown context", "first", ["typo"], 'no context "typo". It has: a, eks, twin'],
		["a cluster that is not there", "first", ["lost-cluster"], 'of the cluster "nowhere"'],
		["a user that is not there", "first", ["lost-user"], 'of the user "nobody"'],
		["broken YAML", "bad.yaml", [], "is not valid YAML (line"],
		["another shape", "bad-shape", [], "users.0.user.token"],
	] as const)("refuses %s, and repeats no value", async (_, file, contexts, words) => {
		const message = await refusal(read(file, ...contexts));
		expect(message).toContain(words);
		expect(message).not.toContain("canary-");
	});
});

describe("choosing contexts", () => {
	const choose = async (cluster: object, user: object | undefined, name = "c") => {
		const place = await directoryWith({
			config: JSON.stringify({
				"current-context": "x",
				clusters: [{ name, cluster }],
				users: user ? [{ name: "u", user }] : null,
				contexts: [{ name: "x", context: { cluster: name, user: user ? "u" : null } }],
			}),
		});
		try {
			return await chooseContexts({ file: place.path("config"), contexts: [], environment: {} });
		} finally {
			await place.remove();
		}
	};
	const eksServer = "https://ABC.gr7.eu-west-1.eks.amazonaws.com";

	it.each([
		["the ARN that aws eks update-kubeconfig writes", "arn:aws:eks:eu-west-1:111122223333:cluster/prod", eksServer, "prod", "111122223333"],
		["the name that eksctl writes", "prod.eu-west-1.eksctl.io", eksServer, "prod", undefined],
		[
			"such a name for a cluster that is not of EKS",
			"prod.eu-west-1.eksctl.io",
			"https://example.com",
			"prod.eu-west-1.eksctl.io",
			undefined,
		],
		["any other name", "kind-test", "https://127.0.0.1:6443", "kind-test", undefined],
	])("names the cluster by %s", async (_, name, server, expected, account) => {
		const [chosen] = await choose({ server }, { token: "t" }, name);
		expect([chosen?.name, chosen?.eks?.account]).toEqual([expected, account]);
	});

	it.each([
		["a token", { token: "t" }],
		["a token file", { tokenFile: "/t" }],
		["a password", { username: "u", password: "p" }],
		["a credential plugin", { exec: { command: "aws" } }],
		["an auth provider", { "auth-provider": { name: "oidc" } }],
	])("refuses to send %s to a server that is not verified, or in plaintext", async (_, user) => {
		await expect(choose({ server: "https://c", "insecure-skip-tls-verify": true }, user)).rejects.toThrow(
			/insecure-skip-tls-verify.*certificate-authority-data/,
		);
		await expect(choose({ server: "http://c" }, user)).rejects.toThrow("in plaintext");
		expect(await choose({ server: "https://c" }, user)).toMatchObject([{ warnings: [] }]);
	});

	it("warns of a server that is not verified where there is no secret to lose", async () => {
		const certificate = { "client-certificate-data": "YQ==", "client-key-data": "YQ==" };
		expect(await choose({ server: "https://c:6443", "insecure-skip-tls-verify": true }, certificate)).toMatchObject([
			{ warnings: ["https://c:6443 is read with insecure-skip-tls-verify: who answers there is not verified."] },
		]);
	});

	it.each([
		["http://127.0.0.1:8001", 0],
		["http://localhost:8001/", 0],
		["http://[::1]:8001", 0],
		["http://localhost.example.com", 1],
		["http://10.0.0.1:8001", 1],
	])("lets a proxy of this machine speak plaintext without a warning: %s", async (server, warnings) => {
		expect((await choose({ server }, undefined))[0]?.warnings.length).toBe(warnings);
	});

	it("refuses other schemes", async () => {
		await expect(choose({ server: "ftp://c" }, undefined)).rejects.toThrow("neither https:// nor http://");
	});

	it("reads a cluster once that two contexts lead to, and says so", async () => {
		const place = await directoryWith({ first });
		const chosen = await chooseContexts({ file: place.path("first"), contexts: ["a", "twin", "eks"], environment: {} });
		expect(chosen.map(({ context, warnings }) => [context.context, warnings.length])).toEqual([
			["a", 1],
			["eks", 0],
		]);
		expect(chosen[0]?.warnings[0]).toContain("a and twin");
		await place.remove();
	});
});
