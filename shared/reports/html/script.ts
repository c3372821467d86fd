/**
 * The page's script. It builds everything with textContent, so that no name or tag can become markup, and keeps its state in the URL's fragment, so that
 * a filtered view can be linked.
 */
export const script = String.raw`
(function () {
	"use strict";
	var data = JSON.parse(document.getElementById("data").textContent);
	var perGroup = 25, groupsShown = 40;
	var ranks = { critical: 0, high: 1, medium: 2, low: 3, informational: 4 };
	var list = document.getElementById("findings"), count = document.getElementById("count");
	var inputs = { q: "search", verdict: "verdict", severity: "severity", service: "service", account: "account", region: "region", framework: "framework" };
	Object.keys(inputs).forEach(function (key) { inputs[key] = document.getElementById("f-" + inputs[key]); });
	var findings = data.findings.map(function (row) {
		var rule = data.rules[row[0]], resource = data.resources[row[1]];
		return { rule: rule, resource: resource, verdict: row[2], severity: row[3], detail: row[4], evidence: row[5], firstSeen: row[6], suppressedBy: row[7], frameworks: row[8], text: null };
	});

	function element(name, attributes, children) {
		var node = document.createElement(name);
		Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
		(children || []).forEach(function (child) { node.append(child); });
		return node;
	}
	function outcome(finding) { return finding.suppressedBy ? "suppressed" : finding.verdict; }
	function label(finding) { return { fail: finding.severity, indeterminate: "unknown", pass: "pass", suppressed: "suppressed" }[outcome(finding)]; }
	function tagClass(finding) { var o = outcome(finding); return "tag t-" + (o === "fail" ? finding.severity : o); }
	function searchable(finding) {
		if (finding.text === null) {
			var tags = Object.keys(finding.resource.tags).map(function (key) { return key + "=" + finding.resource.tags[key]; });
			finding.text = [finding.rule.id, finding.rule.title, finding.detail, finding.resource.arn, finding.resource.name].concat(tags).join("\n").toLowerCase();
		}
		return finding.text;
	}
	function options(select, values) {
		values.sort().forEach(function (value) { select.append(element("option", { value: value }, [value])); });
	}
	function unique(of) { return Array.from(new Set(findings.map(of))); }

	options(inputs.service, unique(function (f) { return f.resource.service; }));
	options(inputs.account, unique(function (f) { return f.resource.account; }));
	options(inputs.region, unique(function (f) { return f.resource.region; }));
	data.frameworks.forEach(function (framework) { inputs.framework.append(element("option", { value: framework.id }, [framework.title])); });

	function chosen() {
		var words = inputs.q.value.toLowerCase().split(/\s+/).filter(Boolean);
		var verdict = inputs.verdict.value;
		return findings.filter(function (finding) {
			if (verdict !== "all" && outcome(finding) !== verdict) return false;
			if (inputs.severity.value && finding.severity !== inputs.severity.value) return false;
			if (inputs.service.value && finding.resource.service !== inputs.service.value) return false;
			if (inputs.account.value && finding.resource.account !== inputs.account.value) return false;
			if (inputs.region.value && finding.resource.region !== inputs.region.value) return false;
			if (inputs.framework.value && !finding.frameworks[inputs.framework.value]) return false;
			return words.every(function (word) { return searchable(finding).indexOf(word) >= 0; });
		});
	}
	function fact(name, value) {
		return value ? [element("dt", {}, [name]), element("dd", {}, [value])] : [];
	}
	function safeLink(url) {
		// Only https links are live; anything else stays text.
		return /^https:\/\//.test(url) ? element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, [url]) : url;
	}
	function spread(values) {
		var holder = element("span");
		values.forEach(function (value, index) { if (index) holder.append(element("br")); holder.append(value); });
		return values.length ? holder : null;
	}
	function details(finding) {
		var resource = finding.resource;
		var tags = Object.keys(resource.tags).map(function (key) { return key + "=" + resource.tags[key]; });
		var frameworks = Object.keys(finding.frameworks).map(function (id) { return id + ": " + finding.frameworks[id].join(", "); });
		var evidence = Object.keys(finding.evidence).length ? element("pre", {}, [JSON.stringify(finding.evidence, null, 2)]) : null;
		return element("dl", { "class": "facts" }, [].concat(
			fact("Resource", resource.arn), fact("Kind", resource.kind), fact("Evidence", evidence), fact("First seen", finding.firstSeen.replace("T", " ").replace(/\.\d+Z$/, " UTC")),
			fact("Suppressed by", finding.suppressedBy), fact("Frameworks", spread(frameworks)), fact("Tags", tags.join(", "))));
	}
	function findingNode(finding) {
		var where = finding.resource.account + " / " + finding.resource.region + " / " + finding.resource.name;
		var text = element("span", {}, [finding.detail, element("br"), element("span", { "class": "where" }, [where])]);
		var node = element("details", { "class": "finding" }, [element("summary", {}, [element("span", { "class": tagClass(finding) }, [label(finding)]), text])]);
		node.addEventListener("toggle", function () { if (node.open && node.children.length === 1) node.append(details(finding)); });
		return node;
	}
	function about(rule) {
		var related = Object.keys(rule.related).map(function (tool) { return tool + ": " + rule.related[tool].join(", "); }).join(" · ");
		var line = function (name, value) { return value ? [element("p", {}, [element("b", {}, [name + " "]), value])] : []; };
		return element("div", { "class": "about" }, [].concat(line("Risk", rule.risk), line("Recommendation", rule.recommendation), line("Related", related), line("Links", spread(rule.links.map(safeLink)))));
	}
	function more(parent, rest, build, limit, word) {
		rest.slice(0, limit).forEach(function (item) { parent.append(build(item)); });
		if (rest.length <= limit) return;
		var button = element("button", { "class": "more", type: "button" }, ["Show " + Math.min(limit, rest.length - limit) + " more of " + (rest.length - limit) + " " + word]);
		button.addEventListener("click", function () {
			var before = parent.lastElementChild.previousElementSibling;
			button.remove();
			more(parent, rest.slice(limit), build, limit, word);
			var next = before && before.nextElementSibling;
			if (next) (next.querySelector("summary") || next).focus();
		});
		parent.append(button);
	}
	function groupNode(group, open) {
		var worst = group.findings[0], total = group.findings.length;
		var title = element("span", {}, [element("b", {}, [group.rule.title]), element("br"), element("code", {}, [group.rule.id])]);
		var summary = element("summary", {}, [element("span", { "class": tagClass(worst) }, [label(worst)]), title, element("span", { "class": "n" }, [total + (total === 1 ? " finding" : " findings")])]);
		var node = element("details", { "class": "group" }, [summary]);
		function fill() { if (node.children.length === 1) { node.append(about(group.rule)); more(node, group.findings, findingNode, perGroup, "findings"); } }
		node.addEventListener("toggle", function () { if (node.open) fill(); });
		if (open) { fill(); node.open = true; }
		return node;
	}
	function order(finding) { return { fail: 0, indeterminate: 10, suppressed: 20, pass: 30 }[outcome(finding)] + ranks[finding.severity]; }
	function show() {
		var selected = chosen(), groups = new Map();
		selected.forEach(function (finding) {
			if (!groups.has(finding.rule)) groups.set(finding.rule, { rule: finding.rule, findings: [] });
			groups.get(finding.rule).findings.push(finding);
		});
		var sorted = Array.from(groups.values());
		sorted.forEach(function (group) { group.findings.sort(function (a, b) { return order(a) - order(b); }); });
		sorted.sort(function (a, b) { return order(a.findings[0]) - order(b.findings[0]) || b.findings.length - a.findings.length; });
		list.replaceChildren();
		more(list, sorted, function (group) { return groupNode(group, sorted.length === 1); }, groupsShown, "rules");
		count.textContent = selected.length + " of " + findings.length + " findings, " + sorted.length + " rules" + (data.passesLeftOut ? "; " + data.passesLeftOut + " passing findings are in the other files only" : "");
		var state = new URLSearchParams();
		Object.keys(inputs).forEach(function (key) { var value = inputs[key].value; if (value && !(key === "verdict" && value === "fail")) state.set(key, value); });
		history.replaceState(null, "", state.toString() ? "#" + state : location.pathname + location.search);
	}
	function restore() {
		var state = new URLSearchParams(location.hash.slice(1));
		Object.keys(inputs).forEach(function (key) { if (state.has(key)) inputs[key].value = state.get(key); });
		if (!inputs.verdict.value) inputs.verdict.value = "fail";
	}
	var timer;
	inputs.q.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(show, 120); });
	Object.keys(inputs).forEach(function (key) { if (key !== "q") inputs[key].addEventListener("change", show); });
	document.getElementById("reset").addEventListener("click", function () {
		Object.keys(inputs).forEach(function (key) { inputs[key].value = key === "verdict" ? "fail" : ""; });
		show(); inputs.q.focus();
	});
	document.addEventListener("keydown", function (event) {
		if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); inputs.q.focus(); }
	});
	document.querySelectorAll("[data-filter]").forEach(function (link) {
		link.addEventListener("click", function (event) {
			event.preventDefault();
			var pair = link.getAttribute("data-filter").split("=");
			inputs[pair[0]].value = pair[1]; show();
			document.getElementById("list").scrollIntoView(); inputs.q.focus({ preventScroll: true });
		});
	});
	document.getElementById("theme").addEventListener("click", function () {
		var root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
		root.dataset.theme = dark ? "light" : "dark";
	});
	// On paper every chosen rule is opened, so that what is printed is what was filtered.
	addEventListener("beforeprint", function () { list.querySelectorAll("details.group").forEach(function (node) { node.open = true; }); });
	restore(); show();
})();
`;
