// SPDX-License-Identifier: Apache-2.0
// What the reference suite expects to be global: fetch (Node has its own), WebSocket and chai from Debian,
// and the one assertion it takes from chai-string.
import { createRequire } from "node:module";

const require = createRequire("/usr/share/nodejs/");
const chai = require("chai");
const { WebSocket } = require("ws");

chai.use(({ Assertion }) => {
  Assertion.addMethod("startsWith", function (prefix) {
    this.assert(
      typeof this._obj === "string" && this._obj.startsWith(prefix),
      "expected #{this} to start with #{exp}",
      "expected #{this} not to start with #{exp}",
      prefix,
    );
  });
});

globalThis.WebSocket = WebSocket;
globalThis.chai = chai;
