// SPDX-License-Identifier: Apache-2.0

extension APIDocs {
    /// The part of the page's script that shows schemas and makes examples of them.
    static let schemaScript = #"""
        "use strict";

        /** Makes an element: h("p", { class: "note" }, "text", otherElement). */
        function h(name, attributes, ...children) {
          const element = document.createElement(name);
          for (const [key, value] of Object.entries(attributes ?? {})) {
            if (value === undefined || value === false || value === null) continue;
            if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
            else if (key === "value") element.value = value;
            else element.setAttribute(key, value === true ? "" : value);
          }
          element.append(...children.flat().filter((child) => child !== null && child !== undefined &&
            child !== false));
          return element;
        }

        let spec = null;

        /** The schema behind a reference, and the name it goes by. */
        function resolve(schema) {
          if (!schema?.$ref) return { schema: schema ?? {}, name: null };
          const name = schema.$ref.split("/").pop();
          return { schema: spec.components.schemas[name] ?? {}, name };
        }

        /** A schema without its "or null", and whether it had one. */
        function withoutNull(schema) {
          const choices = schema?.anyOf;
          if (!choices) return { schema, isNullable: Array.isArray(schema?.type) &&
            schema.type.includes("null") };
          const rest = choices.filter((choice) => choice.type !== "null");
          return rest.length === 1
            ? { schema: rest[0], isNullable: rest.length < choices.length }
            : { schema, isNullable: false };
        }

        /** A type in a few words: "text, 1 to 50 characters". */
        function typeText(given) {
          const { schema: plain, isNullable } = withoutNull(given);
          const { schema, name } = resolve(plain);
          const ending = isNullable ? " or null" : "";
          if (schema.enum) return schema.enum.join(" | ") + ending;
          if (schema.const !== undefined) return JSON.stringify(schema.const);
          if (name) return name + ending;
          if (schema.type === "array") return `list of ${typeText(schema.items)}` + ending;
          const type = { string: "text", integer: "whole number" }[schema.type] ?? schema.type ?? "anything";
          return [schema.format ?? type, ...limits(schema)].join(", ") + ending;
        }

        function limits(schema) {
          const found = [];
          const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schema;
          const range = (low, high, unit) =>
            high === undefined ? `at least ${low}${unit}` :
              `${low ?? 0} to ${high.toLocaleString("en")}${unit}`;
          if (minLength !== undefined || maxLength !== undefined) found.push(range(minLength, maxLength,
            " characters"));
          if (minimum !== undefined || maximum !== undefined) found.push(range(minimum, maximum, ""));
          if (minItems !== undefined || maxItems !== undefined) found.push(range(minItems, maxItems,
            " items"));
          return found;
        }

        /** The schema whose fields are worth opening: that of the thing itself or of a list's items. */
        function inner(given) {
          const { schema: plain } = withoutNull(given);
          const { schema } = resolve(plain);
          if (schema.type === "array") return inner(schema.items);
          return schema.properties ? schema : null;
        }

        /** The fields of an object; those that are objects themselves open on demand, so that none recurs
           for ever. */
        function fieldsOf(schema) {
          const required = new Set(schema.required ?? []);
          return h("ul", { class: "fields" }, Object.entries(schema.properties ?? {}).map(([name, field]) => {
            const line = [
              h("code", {}, name), " ", h("span", { class: "type" }, typeText(field)), " ",
              required.has(name) ? null : h("span", { class: "optional" }, "optional"),
            ];
            const below = inner(field);
            if (!below) return h("li", {}, line);
            return h("li", {}, lazy(h("summary", {}, line), () => [fieldsOf(below)]));
          }));
        }

        /** A disclosure that is filled when it is first opened. */
        function lazy(summary, make, attributes) {
          const details = h("details", attributes ?? {}, summary);
          details.addEventListener("toggle", () => {
            if (details.open && !details.dataset.filled) {
              details.dataset.filled = "yes";
              details.append(...make());
            }
          });
          return details;
        }

        function schemaView(schema) {
          const below = inner(schema);
          return [h("p", { class: "type" }, typeText(schema)), below ? fieldsOf(below) : null];
        }

        /** Some value that fits a schema, to start from. */
        function example(given, depth = 0) {
          const { schema: plain } = withoutNull(given);
          const { schema } = resolve(plain);
          if (schema.examples?.length) return schema.examples[0];
          if (schema.enum) return schema.enum[0];
          if (schema.const !== undefined) return schema.const;
          if (schema.type === "array") return depth > 3 ? [] : [example(schema.items, depth + 1)];
          if (schema.properties) {
            const names = Object.keys(schema.properties).filter((name) => depth < 4);
            return Object.fromEntries(names.map((name) => [name, example(schema.properties[name],
              depth + 1)]));
          }
          return { integer: schema.minimum ?? 1, number: 1, boolean: false }[schema.type] ?? "text";
        }

        /** A body to start from: what is required, or everything when nothing is. */
        function exampleBody(given) {
          const { schema } = resolve(given);
          const whole = example(given);
          const required = schema.required ?? [];
          if (!schema.properties || required.length === 0) return whole;
          return Object.fromEntries(required.map((name) => [name, whole[name]]));
        }

        """#
}
