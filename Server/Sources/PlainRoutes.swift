// SPDX-License-Identifier: Apache-2.0
import Endpoints
import Foundation
import HTTPServing
import Telemetry

/// What is served beside the API and the web app.
enum PlainRoutes {
    static func all(
        _ declarations: [EndpointDeclaration],
        _ observability: Observability
    ) throws -> [PlainRoute] {
        let document = Array(try OpenAPI(declarations).document().utf8)
        let tag =
            "\"\(document.reduce(into: UInt64(14_695_981_039_346_656_037)) { $0 = ($0 ^ UInt64($1)) &* 1_099_511_628_211 })\""
        return [
            PlainRoute("/health/live", isLimited: false) { health(await observability.health.report(.live)) },
            PlainRoute("/health/ready", isLimited: false) {
                health(await observability.health.report(.ready))
            },
            PlainRoute("/metrics", isLimited: false) {
                PlainRoute.Content(
                    Array(observability.metrics.exposition().utf8),
                    contentType: MetricsRegistry.contentType
                )
            },
            PlainRoute("/api/openapi.json") {
                PlainRoute.Content(document, contentType: "application/json; charset=utf-8", etag: tag)
            },
            PlainRoute("/api/v1/openapi.json") {
                PlainRoute.Content(document, contentType: "application/json; charset=utf-8", etag: tag)
            },
        ] + APIDocs.routes
    }

    private static func health(_ report: HealthReport) -> PlainRoute.Content {
        PlainRoute.Content(
            report.json,
            contentType: "application/json; charset=utf-8",
            status: report.isHealthy ? 200 : 503
        )
    }
}
