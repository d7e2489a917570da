// SPDX-License-Identifier: Apache-2.0

extension APIDocs {
    /// The part of the page's script that lists operations, logs in and calls them.
    static let script = #"""
        /** Who is logged in. Only here: nothing is stored, so it is gone with the page. */
        const session = { accessToken: null, refreshToken: null, name: null };

        /** A call with the token, renewed once when it has expired. */
        async function call(path, options = {}) {
          const send = () => fetch(path, {
            ...options,
            credentials: "omit",
            headers: {
              ...options.headers,
              ...(session.accessToken ? { Authorization: `Bearer ${session.accessToken}` } : {}),
            },
          });
          const reply = await send();
          if (reply.status !== 401 || !session.refreshToken) return reply;
          const refusal = await reply.clone().json().catch(() => null);
          if (refusal?.error?.code !== "auth.token_expired" || !(await renew())) return reply;
          return send();
        }

        async function postJSON(path, body) {
          const reply = await fetch(path, {
            method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" },
            body: JSON.stringify(body),
          });
          return { reply, body: await reply.json().catch(() => null) };
        }

        async function renew() {
          const { reply, body } = await postJSON("/api/v1/auth/refresh", {
            refreshToken: session.refreshToken,
          });
          if (reply.ok) keep(body.data);
          return reply.ok;
        }

        function keep(credentials) {
          session.accessToken = credentials?.accessToken ?? null;
          session.refreshToken = credentials?.refreshToken ?? null;
          session.name = credentials?.user?.displayName ?? null;
          showSession();
        }

        function showSession(problem) {
          const place = document.getElementById("session");
          if (session.accessToken) {
            place.replaceChildren(
              h("p", { role: "status" }, "Logged in as ", h("strong", {}, session.name), "."),
              h("button", { type: "button", class: "plain", onclick: logOut }, "Log out"));
            return;
          }
          const login = h("input", { name: "login", autocomplete: "username", required: true,
            autocapitalize: "none" });
          const password = h("input", {
            name: "password", type: "password", autocomplete: "current-password", required: true,
          });
          const submit = async (event) => {
            event.preventDefault();
            const { reply, body } = await postJSON("/api/v1/auth/login", {
              login: login.value, password: password.value,
            })
              .catch(() => ({ reply: { ok: false }, body: null }));
            if (reply.ok) keep(body.data);
            else showSession(body?.error?.message ?? "The server does not answer.");
          };
          place.replaceChildren(h("form", { onsubmit: submit },
            h("label", { class: "field" }, h("span", {}, "Username or e-mail"), login),
            h("label", { class: "field" }, h("span", {}, "Password"), password),
            problem ? h("p", { class: "problem", role: "alert" }, problem) : null,
            h("button", { type: "submit" }, "Log in"),
            h("p", { class: "note" }, "The token stays in this page's memory.")));
        }

        async function logOut() {
          await call("/api/v1/auth/logout", { method: "POST" }).catch(() => null);
          keep(null);
        }

        // Operations

        function operations() {
          return Object.entries(spec.paths).flatMap(([path, methods]) =>
            Object.entries(methods).map(([method, operation]) => ({
              path, method: method.toUpperCase(), ...operation,
              needsLogin: (operation.security ?? []).length > 0, tag: operation.tags?.[0] ?? "Other",
            })));
        }

        function methodMark(method) {
          return h("span", { class: `method ${method.toLowerCase()}` }, method);
        }

        function operationView(operation) {
          const heading = h("summary", {},
            methodMark(operation.method), h("code", { class: "path" }, ...brokenPath(operation.path)),
            h("span", { class: "summary" }, operation.summary ?? ""),
            operation.needsLogin ? h("span", { class: "lock" }, "login") : null);
          return lazy(heading, () => [h("div", { class: "inside" },
            parametersView(operation), bodyView(operation), responsesView(operation), tryView(operation))],
            { class: "operation", id: operation.operationId });
        }

        /** The path, with places to break it on narrow screens. */
        function brokenPath(path) {
          return path.split("/").flatMap((part, index) => index === 0 ? [part] : [h("wbr"), `/${part}`]);
        }

        function parametersView({ parameters }) {
          if (!parameters?.length) return null;
          return h("section", {}, h("h3", {}, "Parameters"), h("ul", { class: "fields" },
            parameters.map((parameter) =>
            h("li", {}, h("code", {}, parameter.name), " ", h("span", { class: "type" },
              typeText(parameter.schema)),
              " ", h("span", { class: "where" }, parameter.in), " ",
              parameter.required ? null : h("span", { class: "optional" }, "optional")))));
        }

        function bodyView({ requestBody }) {
          const schema = requestBody?.content?.["application/json"]?.schema;
          return schema ? h("section", {}, h("h3", {}, "Body"), ...schemaView(schema).filter(Boolean)) : null;
        }

        function responsesView({ responses }) {
          const rows = Object.entries(responses).map(([status, given]) => {
            const response = given.$ref ? spec.components.responses[given.$ref.split("/").pop()] : given;
            const content = response.content?.["application/json"]?.schema;
            // The envelope is the same everywhere; what differs is the data.
            const schema = content?.properties?.data ?? content;
            const isFailure = Number(status) >= 400;
            const line = [
              h("span", { class: `status ${isFailure ? "bad" : "good"}` }, status), " ",
              isFailure ? codes(response.description) : h("span", {}, schema ? typeText(schema) :
                "no content"),
            ];
            const below = schema && !isFailure ? inner(schema) : null;
            return h("li", {}, below ? lazy(h("summary", {}, line), () => [fieldsOf(below)]) : line);
          });
          return h("section", {}, h("h3", {}, "Replies"), h("ul", { class: "fields" }, rows));
        }

        /** A description with its `codes` set as code. */
        function codes(text) {
          return h("span", {}, text.split("`").map((part, index) => index % 2 ? h("code", {}, part) : part));
        }

        // Trying

        function tryView(operation) {
          const inputs = (operation.parameters ?? []).map((parameter) => ({
            parameter,
            input: h("input", {
              name: parameter.name, required: parameter.required, autocomplete: "off", spellcheck: "false",
              placeholder: parameter.schema?.examples?.[0] ?? "",
            }),
          }));
          const schema = operation.requestBody?.content?.["application/json"]?.schema;
          const text = schema ? JSON.stringify(exampleBody(schema), null, 2) : "";
          const body = schema
            ? h("textarea", {
              rows: Math.min(14, text.split("\n").length + 1), spellcheck: "false", value: text,
            })
            : null;
          const answer = h("div", { class: "answer", "aria-live": "polite" });
          const send = async (event) => {
            event.preventDefault();
            await tryOut(operation, inputs, body?.value, answer);
          };
          return h("section", { class: "try" }, h("h3", {}, "Try it"), h("form", { onsubmit: send },
            inputs.map(({ parameter, input }) => h("label", { class: "field" },
              h("span", {}, parameter.name, parameter.required ? "" : " (optional)"), input)),
            body ? h("label", { class: "field" }, h("span", {}, "Body, JSON"), body) : null,
            h("button", { type: "submit", class: operation.method === "DELETE" ? "danger" : null },
              `Send ${operation.method}`)), answer);
        }

        async function tryOut(operation, inputs, body, answer) {
          const { path, query } = address(operation, inputs);
          const target = path + (query.size ? `?${query}` : "");
          if (body !== undefined) {
            try {
              JSON.parse(body);
            } catch (error) {
              answer.replaceChildren(h("p", { class: "problem", role: "alert" },
                `The body is not JSON: ${error.message}`));
              return;
            }
          }
          answer.replaceChildren(h("p", { class: "note" }, "Waiting…"));
          const began = performance.now();
          try {
            const reply = await call(target, {
              method: operation.method, body, 
              headers: body === undefined ? {} : { "Content-Type": "application/json" },
            });
            const text = await reply.text();
            showReply(answer, operation, target, reply, text, performance.now() - began);
          } catch {
            answer.replaceChildren(h("p", { class: "problem", role: "alert" },
              "The server does not answer."));
          }
        }

        function address(operation, inputs) {
          let path = operation.path;
          const query = new URLSearchParams();
          for (const { parameter, input } of inputs) {
            const value = input.value.trim();
            if (parameter.in === "path") path = path.replace(`{${parameter.name}}`,
              encodeURIComponent(value));
            else if (value) query.set(parameter.name, value);
          }
          return { path, query };
        }

        function showReply(answer, operation, target, reply, text, milliseconds) {
          const isGood = reply.ok;
          answer.replaceChildren(...[
            h("p", {}, h("span", { class: `status ${isGood ? "good" : "bad"}` }, String(reply.status)),
              ` in ${milliseconds.toFixed(0)} ms · ${text.length.toLocaleString("en")} bytes · request `,
              h("code", {}, reply.headers.get("X-Request-Id") ?? "–")),
            h("p", { class: "note" }, h("code", {}, `${operation.method} ${target}`)),
            reply.status === 401 && !session.accessToken ? h("p", { class: "problem" },
              "Log in first, at the top of this page.") : null,
            text ? h("pre", { tabindex: "0", "aria-label": "Reply" }, pretty(text)) : null,
          ].filter(Boolean));
        }

        function pretty(text) {
          try {
            return JSON.stringify(JSON.parse(text), null, 2);
          } catch {
            return text;
          }
        }

        // The page

        function show() {
          const all = operations();
          const tags = [...new Set(all.map((operation) => operation.tag))];
          const groups = tags.map((tag) => {
            const own = all.filter((operation) => operation.tag === tag);
            return {
              section: h("section", { class: "group", "aria-label": tag }, h("h2", {}, tag),
                own.map(operationView)),
              links: h("div", {}, h("h2", {}, tag), h("ul", {}, own.map((operation) =>
                h("li", {}, h("a", { href: `#${operation.operationId}` }, methodMark(operation.method),
                  h("span", {}, operation.operationId.replace(/([a-z])([A-Z])/g, "$1 $2"))))))),
            };
          });
          const empty = h("p", { id: "nothing", role: "status", hidden: true },
            "Nothing is called like that.");
          document.getElementById("operations").replaceChildren(
            h("p", { class: "lead" }, spec.info.description, " Successful replies carry their data as ",
              h("code", {}, "{\"success\": true, \"data\": …}"), ", refusals as ",
              h("code", {}, "{\"success\": false, \"error\": {\"code\", \"message\"}}"), "."),
            ...groups.map((group) => group.section), empty);
          document.getElementById("contents").replaceChildren(...groups.map((group) => group.links));
          const wanted = document.getElementById("filter");
          wanted.addEventListener("input", () => filter(all, wanted.value));
          // Somebody may have typed before the description was here, or come back to a page that kept the word.
          if (wanted.value) filter(all, wanted.value);
          window.addEventListener("hashchange", openNamed);
          openNamed();
        }

        function filter(all, text) {
          const words = text.toLowerCase().split(/\s+/).filter(Boolean);
          let count = 0;
          for (const operation of all) {
            const { method, path, summary, operationId, tag } = operation;
            const about = `${method} ${path} ${summary} ${operationId} ${tag}`;
            const fits = words.every((word) => about.toLowerCase().includes(word));
            document.getElementById(operation.operationId).hidden = !fits;
            document.querySelector(`#contents a[href="#${operation.operationId}"]`).parentElement.hidden =
              !fits;
            if (fits) count += 1;
          }
          for (const group of document.querySelectorAll(".group, #contents > div")) {
            const isEmpty = [...group.querySelectorAll(".operation, li")].every((item) => item.hidden);
            group.hidden = isEmpty;
          }
          document.getElementById("nothing").hidden = count > 0;
        }

        function openNamed() {
          const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
          if (!named?.classList.contains("operation")) return;
          named.open = true;
          named.scrollIntoView({ block: "start" });
          named.querySelector("summary").focus({ preventScroll: true });
        }

        async function start() {
          showSession();
          try {
            const reply = await fetch("/api/openapi.json", { credentials: "omit" });
            spec = await reply.json();
            show();
          } catch {
            document.getElementById("loading").textContent =
              "The description of the API could not be read. Reload to try again.";
          }
        }

        start();

        """#
}
