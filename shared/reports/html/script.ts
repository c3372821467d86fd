/**
 * The page's script. It builds everything with textContent, so that no name or tag can become markup, and keeps its state in the URL's fragment, so that
 * a filtered view can be linked.
 */
export const script = String.raw`
(function () {
	"use strict";
	var data = JSON.parse(document.getElementById("data").textContent);
	var perGroup = 25, groupsShown = 40, largestPrint = 3000;
	var ranks = { critical: 0, high: 1, medium: 2, low: 3, informational: 4 };
	var list = document.getElementById("findings"), count = document.getElementById("count");
	var inputs = { q: "search", verdict: "verdict", severity: "severity", service: "service", account: "account", region: "region", framework: "framework" };
	var keys = Object.keys(inputs);
	keys.forEach(function (key) { inputs[key] = document.getElementById("f-" + inputs[key]); });
	var findings = data.findings.map(function (row) {
		return { rule: data.rules[row[0]], resource: data.resources[row[1]], verdict: row[2], severity: row[3], detail: row[4], evidence: row[5], firstSeen: row[6], suppressedBy: row[7] || "", text: null };
	});
	var requirements = new Set();
	data.rules.forEach(function (rule) {
		rule.requirements = new Set();
		Object.keys(rule.frameworks).forEach(function (id) {
			rule.frameworks[id].forEach(function (item) { var name = (id + ":" + item).toLowerCase(); rule.requirements.add(name); requirements.add(name); });
		});
	});

	// Characters that reorder or hide text become visible; line breaks and joiners stay.
	function visible(text) {
		return text.replace(/(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu, function (character) { return "\\u{" + character.codePointAt(0).toString(16) + "}"; });
	}
	function element(name, attributes, children) {
		var node = document.createElement(name);
		Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
		(children || []).forEach(function (child) { node.append(typeof child === "string" ? visible(child) : child); });
		return node;
	}
	function plural(number, word) { return number + " " + word + (number === 1 ? "" : "s"); }
	function outcome(finding) { return finding.suppressedBy ? "suppressed" : finding.verdict; }
	function label(finding) { return { fail: finding.severity, indeterminate: "unknown", pass: "pass", suppressed: "suppressed" }[outcome(finding)]; }
	function tag(finding) { var o = outcome(finding); return element("span", { "class": "tag t-" + (o === "fail" ? finding.severity : o) }, [label(finding)]); }
	function tagsOf(finding) { return Object.keys(finding.resource.tags).map(function (key) { return key + "=" + finding.resource.tags[key]; }); }
	function searchable(finding) {
		if (finding.text === null) {
			var rule = finding.rule, resource = finding.resource;
			var related = Object.keys(rule.related).reduce(function (all, tool) { return all.concat(rule.related[tool]); }, []);
			finding.text = [rule.id, rule.title, finding.detail, resource.arn, resource.name, finding.suppressedBy].concat(related, Array.from(rule.requirements), tagsOf(finding)).join("\n").toLowerCase();
		}
		return finding.text;
	}
	function options(select, values, names) {
		values.sort().forEach(function (value) { select.append(element("option", { value: value }, [names[value] || value])); });
	}
	function unique(of) { return Array.from(new Set(data.resources.map(of))); }
	options(inputs.service, unique(function (r) { return r.service; }), data.services);
	options(inputs.account, unique(function (r) { return r.account; }), { "-": "outside AWS" });
	options(inputs.region, unique(function (r) { return r.region; }), { "-": "outside AWS" });
	function placeOf(resource) {
		var place = resource.account === "-" ? [] : [resource.account, resource.region];
		if (resource.cluster) place.push("cluster " + resource.cluster);
		return place.length ? place.join(" / ") : "outside AWS";
	}
	data.frameworks.forEach(function (framework) { inputs.framework.append(element("option", { value: framework.id }, [framework.title])); });

	// A word that is a requirement (fsbp:RDS.3) means that one alone, not RDS.35 as well.
	function matches(finding, word) { return requirements.has(word) ? finding.rule.requirements.has(word) : searchable(finding).indexOf(word) >= 0; }
	function chosen() {
		var words = inputs.q.value.toLowerCase().split(/\s+/).filter(Boolean);
		var verdict = inputs.verdict.value;
		return findings.filter(function (finding) {
			if (verdict !== "all" && outcome(finding) !== verdict) return false;
			if (inputs.severity.value && finding.severity !== inputs.severity.value) return false;
			if (inputs.service.value && finding.resource.service !== inputs.service.value) return false;
			if (inputs.account.value && finding.resource.account !== inputs.account.value) return false;
			if (inputs.region.value && finding.resource.region !== inputs.region.value) return false;
			if (inputs.framework.value && !finding.rule.frameworks[inputs.framework.value]) return false;
			return words.every(function (word) { return matches(finding, word); });
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
		values.forEach(function (value, index) { if (index) holder.append(element("br")); holder.append(typeof value === "string" ? visible(value) : value); });
		return values.length ? holder : null;
	}
	function details(finding) {
		var resource = finding.resource, frameworks = finding.rule.frameworks;
		var evidence = Object.keys(finding.evidence).length ? element("pre", {}, [JSON.stringify(finding.evidence, null, 2)]) : null;
		var reason = data.suppressions[finding.suppressedBy];
		return element("dl", { "class": "facts" }, [].concat(
			fact("Resource", resource.arn), fact("Kind", resource.kind), fact("Evidence", evidence), fact("First seen", finding.firstSeen.replace("T", " ").replace(/\.\d+Z$/, " UTC")),
			fact("Suppressed by", finding.suppressedBy + (reason ? ": " + reason : "")),
			fact("Frameworks", spread(Object.keys(frameworks).map(function (id) { return id + ": " + frameworks[id].join(", "); }))), fact("Tags", spread(tagsOf(finding)))));
	}
	function findingNode(finding) {
		var resource = finding.resource;
		var text = element("span", {}, [finding.detail, element("br"), element("span", { "class": "where" }, [placeOf(resource) + " / " + resource.name])]);
		var node = element("details", { "class": "finding" }, [element("summary", {}, [tag(finding), text])]);
		node.addEventListener("toggle", function () { if (node.open && node.children.length === 1) node.append(details(finding)); });
		return node;
	}
	function about(rule) {
		var names = { prowler: "Prowler", securityHub: "Security Hub", awsConfig: "AWS Config", others: "others" };
		var related = Object.keys(rule.related).filter(function (tool) { return rule.related[tool].length; }).map(function (tool) { return (names[tool] || tool) + ": " + rule.related[tool].join(", "); }).join(" · ");
		var line = function (name, value) { return value ? [element("p", {}, [element("b", {}, [name + " "]), value])] : []; };
		return element("div", { "class": "about" }, [].concat(line("Risk", rule.risk), line("Recommendation", rule.recommendation), line("Links", spread(rule.links.map(safeLink))), line("Also known as", related)));
	}
	function more(parent, rest, build, limit, word) {
		rest.slice(0, limit).forEach(function (item) { parent.append(build(item)); });
		if (rest.length <= limit) return;
		var left = rest.length - limit;
		var button = element("button", { "class": "more", type: "button" }, ["Show " + Math.min(limit, left) + " more of " + plural(left, word)]);
		var unprinted = element("p", { "class": "unprinted" }, [plural(left, word) + " more not printed; findings.csv has all."]);
		button.addEventListener("click", function () {
			var before = button.previousElementSibling;
			button.remove(); unprinted.remove();
			more(parent, rest.slice(limit), build, limit, word);
			var next = before && before.nextElementSibling;
			if (next) (next.querySelector("summary") || next).focus();
		});
		parent.append(button, unprinted);
	}
	// Titles state what must hold, so a failing one is said to be violated.
	var says = { fail: "Violated: ", indeterminate: "Unknown whether: ", suppressed: "Suppressed: ", pass: "Holds: " };
	function groupNode(group, open) {
		var worst = group.findings[0];
		var title = element("span", {}, [element("b", {}, [element("span", { "class": "says t-" + outcome(worst) }, [says[outcome(worst)]]), group.rule.title]), element("br"), element("code", {}, [group.rule.id])]);
		var summary = element("summary", {}, [tag(worst), title, element("span", { "class": "n" }, [plural(group.findings.length, "finding")])]);
		var node = element("details", { "class": "group" }, [summary]);
		function fill() { if (node.children.length === 1) { node.append(about(group.rule)); more(node, group.findings, findingNode, perGroup, "finding"); } }
		node.addEventListener("toggle", function () { if (node.open) fill(); });
		node.fill = fill;
		if (open) { fill(); node.open = true; }
		return node;
	}
	function order(finding) { return { fail: 0, indeterminate: 10, suppressed: 20, pass: 30 }[outcome(finding)] + ranks[finding.severity]; }
	function nothing() {
		var others = keys.filter(function (key) { return key !== "verdict" && inputs[key].value; });
		var holder = element("div", { "class": "panel empty" });
		function act(text, run) { var button = element("button", { type: "button" }, [text]); button.addEventListener("click", run); holder.append(" ", button); }
		function showAll() { inputs.verdict.value = "all"; show(); inputs.verdict.focus(); }
		var unknown = findings.filter(function (finding) { return outcome(finding) === "indeterminate"; }).length;
		if (!findings.length) holder.append("There is nothing to judge in this scope.");
		else if (inputs.verdict.value === "pass" && data.passesLeftOut) holder.append("This scan is large: its " + data.passesLeftOut + " passing findings are in findings.csv and snapshot.json.");
		else if (others.length) { holder.append("No finding matches these filters."); if (inputs.verdict.value !== "all") act("All verdicts", showAll); act("Reset", reset); }
		else if (inputs.verdict.value === "fail" && unknown) { holder.append("Nothing that could be judged fails, but " + plural(unknown, "finding") + " could not be judged."); act("Show what is unknown", function () { apply("verdict=indeterminate"); }); }
		else if (inputs.verdict.value === "fail") { holder.append("Nothing fails. Everything that was judged is in its secure state."); act("All verdicts", showAll); }
		else { holder.append("There are none."); act("Reset", reset); }
		return holder;
	}
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
		if (!selected.length) list.append(nothing());
		more(list, sorted, function (group) { return groupNode(group, sorted.length === 1); }, groupsShown, "rule");
		count.textContent = selected.length + " of " + plural(findings.length, "finding") + ", " + plural(sorted.length, "rule") + (data.passesLeftOut ? "; " + data.passesLeftOut + " passing findings are in the other files only" : "");
		var state = new URLSearchParams();
		keys.forEach(function (key) { var value = inputs[key].value; if (value && !(key === "verdict" && value === "fail")) state.set(key, value); });
		history.replaceState(null, "", state.toString() ? "#" + state : location.pathname + location.search);
	}
	function restore(text) {
		var state = new URLSearchParams(text);
		keys.forEach(function (key) { inputs[key].value = state.get(key) || (key === "verdict" ? "fail" : ""); });
		// A value that no longer exists (an account of an earlier scan) selects nothing at all.
		keys.forEach(function (key) { if (inputs[key].selectedIndex === -1) inputs[key].selectedIndex = 0; });
	}
	function reset() { restore(""); show(); inputs.q.focus(); }
	function apply(text) {
		restore(text); show();
		document.getElementById("list").scrollIntoView();
		document.getElementById("findings-title").focus({ preventScroll: true });
	}
	var timer;
	inputs.q.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(show, 120); });
	keys.forEach(function (key) { if (key !== "q") inputs[key].addEventListener("change", show); });
	document.getElementById("reset").addEventListener("click", reset);
	document.addEventListener("keydown", function (event) {
		if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); inputs.q.focus(); }
	});
	document.querySelectorAll("[data-filter]").forEach(function (link) {
		link.addEventListener("click", function (event) { event.preventDefault(); apply(link.getAttribute("data-filter")); });
	});
	addEventListener("hashchange", function () { if (location.hash.indexOf("=") > 0) { restore(location.hash.slice(1)); show(); } });
	document.getElementById("theme").addEventListener("click", function () {
		var root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
		root.dataset.theme = dark ? "light" : "dark";
	});
	// On paper every chosen rule is opened, so that what is printed is what was filtered, up to a size that a printer bears.
	addEventListener("beforeprint", function () {
		var button;
		while (list.childElementCount < largestPrint && (button = list.querySelector(":scope > .more"))) button.click();
		list.querySelectorAll("details.group").forEach(function (node) {
			node.fill(); node.open = true;
			while (list.querySelectorAll("details.finding").length < largestPrint && (button = node.querySelector(":scope > .more"))) button.click();
		});
	});
	restore(location.hash.slice(1)); show();
})();
`;
